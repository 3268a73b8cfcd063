import { expect, it } from 'vitest';
import { parsePipeline } from './parse';

const URI = 'file:///work/tiny/reasoner.yaml';
const TEXT = `version: 1
name: tiny
targets:
  here: { kind: local, env: { venv: ../../.venv, variables: { OMP_NUM_THREADS: "1", SEED: 007 } } }
  box: { kind: ssh, host: gpu-box, workdir: /data/me/tiny }
stages:
  cold-start: { trainer: trl-sft, config: cold_start.yaml, target: here, before: [python, prepare.py, 3] }
  rl:
    trainer: trl-grpo
    entry: grpo.py
    config: rl.yaml
    target: box
    init: cold-start
    phases:
      - { until: 30, set: { max_completion_length: 48 } }
      - { set: { max_completion_length: 96, learning_rate: 1e-5 } }
`;

it('reads a pipeline', async () => {
  expect(await parsePipeline(TEXT, URI)).toEqual({
    problems: [],
    pipeline: {
      uri: URI,
      name: 'tiny',
      targets: [
        { name: 'here', kind: 'local', workdir: null, env: { venv: '../../.venv', variables: { OMP_NUM_THREADS: '1', SEED: '007' } } },
        { name: 'box', kind: 'ssh', host: 'gpu-box', workdir: '/data/me/tiny', env: { venv: null, variables: {} } },
      ],
      stages: [
        { name: 'cold-start', trainer: 'trl-sft', config: 'cold_start.yaml', target: 'here', entry: null, init: null, before: ['python', 'prepare.py', '3'], after: null, phases: [] },
        {
          name: 'rl',
          trainer: 'trl-grpo',
          config: 'rl.yaml',
          target: 'box',
          entry: 'grpo.py',
          init: 'cold-start',
          before: null,
          after: null,
          phases: [
            { until: 30, set: { max_completion_length: 48 } },
            { until: null, set: { max_completion_length: 96, learning_rate: '1e-5' } },
          ],
        },
      ],
    },
  });
});

it('takes the name of the folder where none is given', async () => {
  expect((await parsePipeline(TEXT.replace('name: tiny\n', ''), URI)).pipeline?.name).toBe('tiny');
});

it.each([
  ['a host that ssh would take for an option', 'host: gpu-box', 'host: -oProxyCommand=x', 'PIPE-TYPE', 4],
  ['a relative workdir on a host', 'workdir: /data/me/tiny', 'workdir: tiny', 'PIPE-TYPE', 4],
  ['a stage name that is a path', '  rl:', '  ../up:', 'PIPE-TYPE', 7],
  ['a command as text', '[python, prepare.py, 3]', 'python prepare.py', 'PIPE-TYPE', 6],
  ['a later stage as init', 'target: here, before', 'init: rl, target: here, before', 'PIPE-UNKNOWN-STAGE', 6],
  ['phases that go back', '- { set: {', '- { until: 20, set: {} }\n      - { set: {', 'PIPE-PHASE-ORDER', 15],
  ['a value of the wrong type in a phase', 'max_completion_length: 48', 'max_completion_length: long', 'TRL-WRONG-TYPE', 14],
  ['a boolean variable', 'SEED: 007', 'SEED: yes', 'PIPE-TYPE', 3],
])('finds %s and gives no pipeline', async (_, from, to, code, line) => {
  const { pipeline, problems } = await parsePipeline(TEXT.replace(from, to), URI);
  expect(problems).toMatchObject([{ code, line, severity: 'error' }]);
  expect(pipeline).toBeNull();
});

it('gives no pipeline from nothing', async () => {
  for (const text of ['', 'just text', '- a\n', 'version: 1\n']) {
    const { pipeline, problems } = await parsePipeline(text, URI);
    expect(pipeline).toBeNull();
    expect(problems.some((problem) => problem.severity === 'error')).toBe(true);
  }
});

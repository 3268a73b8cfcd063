import { describe, expect, it } from 'vitest';
import type { Plan } from '../../protocol/plan';
import { planText } from './planText';

const plan: Plan = {
  format: 1,
  runId: 'r1',
  token: 't',
  pipeline: { uri: 'file:///data/reasoner.yaml', name: 'tiny' },
  target: { name: 'here', kind: 'local' },
  workdir: '/data',
  runDir: '/data/.reasoner/runs/r1',
  venv: '/data/.venv',
  stages: [
    {
      name: 'rl',
      trainer: 'trl-grpo',
      kind: 'rl',
      outputDir: '/data/out',
      logFile: '/data/log.txt',
      totalSteps: 60,
      phases: [],
      processes: [{ role: 'train', phase: 0, argv: ['trl', 'grpo', '--config', 'my rl.yaml'], env: { CUDA_VISIBLE_DEVICES: '0,1', PYTHONPATH: null }, cwd: '/data' }],
      overwrite: false,
    },
  ],
  snapshots: [],
  ship: [],
  git: { commit: null, diff: null },
};

describe('the plan of a stage as text', () => {
  it('says where and with what, then the commands as a shell takes them', () => {
    expect(planText(plan, [])).toBe(`# target       here (local)
# workdir      /data
# run folder   /data/.reasoner/runs/r1
# environment  /data/.venv

# rl (trl-grpo), output in /data/out
# 60 optimizer steps

# train, phase 1
cd /data
export CUDA_VISIBLE_DEVICES=0,1
unset PYTHONPATH
trl grpo --config 'my rl.yaml'
`);
  });

  it('says what stops a plan', () => {
    const problem = { message: 'output_dir holds checkpoints.', hint: 'Choose another one.' };
    expect(planText(null, [problem])).toBe('# output_dir holds checkpoints. Choose another one.\n');
  });

  it('keeps every line of foreign text a comment', () => {
    expect(planText(null, [{ message: 'no\nrm -rf /\u2028rm x', hint: null }])).toBe('# no\n# rm -rf /\n# rm x\n');
  });
});

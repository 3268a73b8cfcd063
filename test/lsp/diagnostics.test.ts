import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const PIPELINE = `version: 1
targets:
  here: { kind: local }
stages:
  cold-start: { trainer: trl-sft, config: cold_start.yaml, target: here }
`;

it('underlines an unknown key, with the key that was meant', async () => {
  const [problem] = await server.check('grpo.yaml', 'model_name_or_path: m\ndataset_name: d\nnum_generations: 8\nlearning_rat: 1.0e-6\n');
  expect(problem).toMatchObject({
    code: 'TRL-UNKNOWN-KEY-SCRIPT',
    source: 'reasoner',
    severity: 2,
    range: { start: { line: 3, character: 0 }, end: { line: 3, character: 12 } },
  });
  expect(problem?.message).toContain('Did you mean learning_rate?');
});

it('follows edits and clears what was mended', async () => {
  expect(await server.check('edit.yaml', '# trl: sft\nseed: many\n')).toHaveLength(1);
  expect(await server.check('edit.yaml', '# trl: sft\nseed: 3\n')).toEqual([]);
});

it('keeps checking around a half-typed line', async () => {
  const found = await server.check('half.yaml', '# trl: grpo\nseed: many\nlearn\nmax_steps: few\n');
  expect(found.map(({ code, range }) => [code, range.start.line])).toEqual([
    ['TRL-WRONG-TYPE', 1],
    ['GEN-SYNTAX', 2],
    ['TRL-WRONG-TYPE', 3],
  ]);
});

it('says nothing about the YAML of others', async () => {
  const others = {
    'compose.yaml': 'version: "3"\nservices:\n  web:\n    image: nginx\n',
    'ci.yaml': 'on: push\njobs:\n  test:\n    runs-on: ubuntu\n    steps: [{ run: make }]\n',
    'dpo.yaml': 'model_name_or_path: m\ndataset_name: d\nbeta: 0.1\nprecompute_ref_log_probs: true\nmax_length: 1024\nnonsense: 1\n',
    'broken.yaml': 'a: [1\nb: "x\n',
  };
  for (const [name, text] of Object.entries(others)) {
    expect(await server.check(name, text), name).toEqual([]);
    const uri = server.uri(name);
    await server.until(() => server.statuses.has(uri), `status of ${name}`);
    expect(server.statuses.get(uri)?.framework, name).toBeNull();
  }
});

it('tells the editor whose file it is', async () => {
  await server.check('status.yaml', '# reasoner: trl-grpo@1.13.0\nseed: 1\n');
  const uri = server.uri('status.yaml');
  await server.until(() => server.statuses.has(uri), 'status');
  expect(server.statuses.get(uri)).toEqual({ uri, framework: 'trl-grpo', version: '1.13.0', versionKnown: true });
});

it('checks a config by the stage that runs it, also before either file is saved', async () => {
  expect(await server.check('cold_start.yaml', 'model_name_or_path: m\nlearning_rat: 1\n')).toEqual([]);
  const mark = server.mark;
  await server.check('reasoner.yaml', PIPELINE);
  const found = await server.diagnostics('cold_start.yaml', 0, mark);
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([
    ['HF-TENSORBOARD-OFF', 2],
    ['TRL-UNKNOWN-KEY-CLI', 1],
  ]);
});

it('checks the pipeline file', async () => {
  const found = await server.check('reasoner.yaml', `${PIPELINE}  rl: { trainer: trl-grpo, config: nowhere.yaml, target: there, init: cold-strt }\n`);
  expect(found.map(({ code }) => code)).toEqual(['PIPE-CONFIG-MISSING', 'PIPE-UNKNOWN-TARGET', 'PIPE-UNKNOWN-STAGE']);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-protocol';
import { TestServer, withCursor } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

async function labels(name: string, marked: string): Promise<string[]> {
  const { text, position } = withCursor(marked);
  await server.check(name, text);
  return (await server.completion(name, position)).map((item) => item.label);
}

const PIPELINE = `version: 1
targets:
  here: { kind: local }
  box:
    kind: ssh
stages:
  cold-start: { trainer: trl-sft, config: cold_start.yaml, target: here }
  rl:
    trainer: trl-grpo
`;

it('completes keys of a config with their defaults', async () => {
  const { text, position } = withCursor('# trl: grpo\nseed: 1\nnum_g|\n');
  await server.check('keys.yaml', text);
  const items = await server.completion('keys.yaml', position);
  const item = items.find(({ label }) => label === 'num_generations');
  expect(item).toMatchObject({
    detail: 'int | None = 8',
    insertTextFormat: 2,
    textEdit: { newText: 'num_generations: ${1:8}', range: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } } },
  });
  expect(items.map(({ label }) => label)).not.toContain('seed');
  expect(items.map(({ label }) => label)).not.toContain('packing');
});

it('completes values: choices, booleans, and quotes what YAML would misread', async () => {
  expect(await labels('choice.yaml', '# trl: sft\nlr_scheduler_type: |\n')).toContain('cosine');
  expect(await labels('bool.yaml', '# trl: sft\npacking: |\n')).toEqual(['true', 'false']);
  expect(await labels('quoted.yaml', '# trl: sft\neval_strategy: |\n')).toEqual(['"no"', 'steps', 'epoch']);
});

it('completes keys of a stage, in block and in flow style', async () => {
  expect(await labels('reasoner.yaml', `${PIPELINE}    |\n`)).toEqual(['config', 'target', 'entry', 'init', 'before', 'after', 'versions', 'phases']);
  expect(await labels('reasoner.yaml', `${PIPELINE}  more: { trainer: trl-sft, | }\n`)).toContain('init');
  expect(await labels('reasoner.yaml', '|')).toEqual(['version', 'name', 'targets', 'checks', 'stages']);
});

it('completes the names of targets, earlier stages, trainers and files', async () => {
  server.write('rl.yaml', '');
  server.write('grpo.py', '');
  expect(await labels('reasoner.yaml', `${PIPELINE}    target: |\n`)).toEqual(['here', 'box']);
  expect(await labels('reasoner.yaml', `${PIPELINE}    init: |\n`)).toEqual(['cold-start']);
  expect(await labels('reasoner.yaml', `${PIPELINE}    config: |\n`)).toContain('rl.yaml');
  expect(await labels('reasoner.yaml', `${PIPELINE}    entry: |\n`)).toEqual(['grpo.py']);
  expect(await labels('reasoner.yaml', PIPELINE.replace('trl-grpo', '|'))).toContain('trl-grpo');
});

it("completes the trainer's fields in a phase", async () => {
  expect(await labels('reasoner.yaml', `${PIPELINE}    phases:\n      - until: 30\n        set: { max_comp| }\n`)).toContain('max_completion_length');
  expect(await labels('reasoner.yaml', `${PIPELINE}    phases:\n      - |\n`)).toEqual(['until', 'set']);
});

it('offers nothing in comments and in the files of others', async () => {
  expect(await labels('comment.yaml', '# trl: sft\nseed: 1 # see|\n')).toEqual([]);
  expect(await labels('compose.yaml', 'services:\n  web:\n    im|\n')).toEqual([]);
});

it('completes paths from the folder of the config', async () => {
  server.write('zero3.json', '{}');
  expect(await labels('paths.yaml', '# trl: sft\ndeepspeed: |\n')).toContain('zero3.json');
  expect(await labels('paths.yaml', '# trl: sft\nseed: |\n')).not.toContain('zero3.json');
});

it('explains a proposal when the editor asks for it', async () => {
  const { text, position } = withCursor('# reasoner: trl-grpo@1.13.0\nnum_g|\n');
  await server.check('resolve.yaml', text);
  const item = (await server.completion('resolve.yaml', position)).find(({ label }) => label === 'num_generations');
  expect(item?.documentation).toBeUndefined();
  const resolved = await server.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
  expect(JSON.stringify(resolved.documentation)).toContain('trl 1.13.0');
});

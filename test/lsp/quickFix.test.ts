import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

async function fix(name: string, text: string): Promise<unknown> {
  const [problem] = await server.check(name, text);
  if (!problem) throw new Error('no problem to fix');
  const [action] = await server.codeActions(name, problem);
  const [edit] = action?.edit?.changes?.[server.uri(name)] ?? [];
  return [action?.title, edit?.newText, edit?.range.start, action?.diagnostics?.[0]?.code];
}

it('changes a mistyped key', async () => {
  expect(await fix('key.yaml', '# trl: grpo\nnum_generation: 8\n')).toEqual(['Change to num_generations', 'num_generations', { line: 1, character: 0 }, 'TRL-UNKNOWN-KEY-SCRIPT']);
});

it('changes a key of an older version to its present name', async () => {
  expect(await fix('old.yaml', '# trl: sft\nmax_seq_length: 8\n')).toEqual(['Change to max_length', 'max_length', { line: 1, character: 0 }, 'TRL-REMOVED-KEYS']);
});

it('quotes a value that YAML reads as a boolean', async () => {
  expect(await fix('no.yaml', '# trl: sft\neval_strategy: no\n')).toEqual(['Change to "no"', '"no"', { line: 1, character: 15 }, 'HF-ENUM']);
});

it('changes the mistyped name of a target', async () => {
  const text = 'version: 1\ntargets: { local-gpu: { kind: local } }\nstages:\n  a: { trainer: trl-sft, config: reasoner.yaml, target: local_gpu }\n';
  server.write('reasoner.yaml', text);
  expect(await fix('reasoner.yaml', text)).toEqual(['Change to local-gpu', 'local-gpu', { line: 3, character: 56 }, 'PIPE-UNKNOWN-TARGET']);
});

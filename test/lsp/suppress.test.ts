// Silencing a finding: on its line, in its file, for the pipeline, for the editor; and giving a rule another severity.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ initializationOptions: { settings: { rules: { 'HF-FP16-BF16': 'warning', 'TRL-SFT-*': 'off', 'HF-ENUM': 'loud' } } } })));
afterAll(() => server.stop());

const found = async (name: string, text: string): Promise<string[]> => (await server.check(name, text)).map(({ code, severity }) => `${code} ${severity}`);
const ERROR = 1;
const WARNING = 2;

it('by a comment on the line, above it, or for the file', async () => {
  expect(await found('line.yaml', '# trl: sft\nlearning_rat: 1  # reasoner: ignore[TRL-UNKNOWN-KEY-SCRIPT]\nsee: 1\n')).toEqual([`TRL-UNKNOWN-KEY-SCRIPT ${WARNING}`]);
  expect(await found('above.yaml', '# trl: sft\n# reasoner: ignore\nlearning_rat: 1\n')).toEqual([]);
  expect(await found('file.yaml', '# trl: sft\n# reasoner: ignore-file[TRL-*]\nlearning_rat: 1\nseed: many\n')).toEqual([]);
});

it('by the checks of a pipeline', async () => {
  server.write('reasoner.yaml', 'version: 1\nchecks: { TRL-UNKNOWN-KEY-CLI: hint, HF-TENSORBOARD-OFF: off }\ntargets: { here: { kind: local } }\nstages: { a: { trainer: trl-sft, config: staged.yaml, target: here } }\n');
  expect(await found('staged.yaml', 'model_name_or_path: m\nlearning_rat: 1\n')).toEqual(['TRL-UNKNOWN-KEY-CLI 4']);
});

it('by the settings of the editor, of which one wrong line spoils nothing', async () => {
  expect(await found('settings.yaml', '# trl: sft\nfp16: true\nbf16: true\npacking: true\neval_strategy: never\n')).toEqual([`HF-FP16-BF16 ${WARNING}`, `HF-ENUM ${ERROR}`]);
});

it('by a quick fix that writes the comment', async () => {
  const [diagnostic] = await server.check('fix.yaml', '# trl: sft\nseed: many\n');
  if (!diagnostic) throw new Error('no diagnostic');
  const actions = await server.codeActions('fix.yaml', diagnostic);
  const action: CodeAction | undefined = actions.find(({ title }) => title === 'Ignore TRL-WRONG-TYPE on this line');
  expect(Object.values(action?.edit?.changes ?? {})[0]).toEqual([{ range: { start: { line: 1, character: 10 }, end: { line: 1, character: 10 } }, newText: '  # reasoner: ignore[TRL-WRONG-TYPE]' }]);
});

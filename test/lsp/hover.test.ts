import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-protocol';
import { TestServer, withCursor } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

async function text(name: string, marked: string): Promise<string | null> {
  const { text: content, position } = withCursor(marked);
  await server.check(name, content);
  const hover = await server.hover(name, position);
  return hover ? (hover.contents as MarkupContent).value : null;
}

it('shows help, type, default, owner and version of a field', async () => {
  const shown = await text('sft.yaml', '# reasoner: trl-sft@1.13.0\nmax_len|gth: 128\n');
  expect(shown).toContain('**max\\_length** `int | None`');
  expect(shown).toContain('Maximum length of the tokenized sequence');
  expect(shown).toContain('Default: `1024`');
  expect(shown).toContain('trl 1.13.0, `SFTConfig`');
  expect(shown).toContain('Formerly `max_seq_length`');
});

it('lists the choices', async () => {
  expect(await text('sft.yaml', '# trl: sft\nsave_strategy: st|eps\n')).toContain('One of `"no"`, `steps`, `epoch`, `best`');
});

it('says how the loader reads what is written', async () => {
  expect(await text('sft.yaml', '# trl: sft\nlearning_rate: 1e|-5\n')).toContain('`1e-5` is text for the loader; the parser converts it to the number `0.00001`');
  expect(await text('sft.yaml', '# trl: sft\nwarmup_steps: 1:3|0\n')).toContain('`1:30` is read as the number `90`');
});

it('describes the keys of a pipeline, and the fields that a phase sets', async () => {
  const stage = (more: string): string => `version: 1\ntargets: { here: { kind: local } }\nstages:\n  rl:\n    trainer: trl-grpo\n    ${more}\n`;
  expect(await text('reasoner.yaml', stage('ini|t: x'))).toContain('An earlier stage: this one starts from its final weights.');
  expect(await text('reasoner.yaml', stage('phases: [{ set: { max_comp|letion_length: 3 } }]'))).toContain('Maximum length of the generated completion.');
});

it('is silent on names, on nested values and in the files of others', async () => {
  expect(await text('reasoner.yaml', 'version: 1\ntargets:\n  he|re: { kind: local }\nstages: {}\n')).toBeNull();
  expect(await text('sft.yaml', '# trl: sft\ngeneration_kwargs: { se|ed: 1 }\n')).toBeNull();
  expect(await text('compose.yaml', 'servi|ces: {}\n')).toBeNull();
});

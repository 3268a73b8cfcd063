// What no config should be: the server says one thing about it, or nothing, and goes on serving.
import { afterEach, afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
afterEach(async () => {
  expect((await server.check('after.yaml', '# trl: sft\nseed: many\n')).map(({ code }) => code)).toEqual(['TRL-WRONG-TYPE']);
});

const codes = async (name: string, text: string): Promise<unknown[]> => (await server.check(name, text)).map(({ code }) => code);
const SFT = '# trl: sft\n';

it('a file of 10 MB', async () => {
  const text = `${SFT}${'seed: 1\n'.repeat(1_300_000)}`;
  expect(await codes('reasoner.yaml', text)).toEqual(['GEN-TOO-BIG']);
  expect(await codes('huge.yaml', text)).toEqual([]);
});

it('nesting without end', async () => {
  expect(await codes('deep.yaml', `${SFT}generation_kwargs: ${'['.repeat(50_000)}\n`)).toEqual(['GEN-SYNTAX']);
  const levels = Array.from({ length: 1200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(await codes('reasoner.yaml', levels)).toContain('GEN-SYNTAX');
});

it('a billion laughs', async () => {
  const lines = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
  const found = await codes('laughs.yaml', `${SFT}l0: &l0 [ha]\n${lines.join('\n')}\n`);
  expect(found.filter((code) => code === 'GEN-SYNTAX')).toHaveLength(1);
});

it('an alias to itself', async () => {
  expect(await codes('self.yaml', '# trl: grpo\ngeneration_kwargs: &a { x: *a }\n')).toEqual([]);
});

it('bytes that are no text', async () => {
  expect(await codes('binary.yaml', `${SFT}\0\u0001\ufffd\u0002`)).toEqual(['GEN-SYNTAX']);
  expect(await codes('reasoner.yaml', 'version: 1\0')).toContain('GEN-SYNTAX');
});

it('keys of the language itself', async () => {
  expect(await codes('proto.yaml', `${SFT}__proto__: { seed: 1 }\nconstructor: 1\ntoString: 1\n`)).toEqual(Array.from({ length: 3 }, () => 'TRL-UNKNOWN-KEY-SCRIPT'));
});

it('a byte order mark, Windows line ends and tabs', async () => {
  expect(await codes('bom.yaml', `\ufeff${SFT}seed: 1\r\npacking: true\r\n`)).toEqual([]);
  expect(await codes('tabs.yaml', `${SFT}env:\n\tA: 1\n`)).toContain('GEN-SYNTAX');
});

it('paths that lead out of the machine', async () => {
  const stage = (path: string): string => `version: 1\ntargets: { here: { kind: local } }\nstages:\n  a: { trainer: trl-sft, config: "${path}", target: here }\n`;
  for (const path of ['//server/share/c.yaml', '\\\\\\\\server\\\\share', 'https://host/c.yaml', '/dev/zero', '../../../../../etc']) {
    expect(await codes('reasoner.yaml', stage(path)), path).toEqual(['PIPE-CONFIG-MISSING']);
  }
});

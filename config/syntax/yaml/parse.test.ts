import { expect, it } from 'vitest';
import { entryOf, type MapNode, valueOf } from '../tree';
import { parseYaml } from './parse';

const read = (text: string): unknown => {
  const { root } = parseYaml(text);
  return root ? valueOf(root) : null;
};
const messages = (text: string): string[] => parseYaml(text).problems.map((problem) => problem.message);

it('knows where keys and values stand', () => {
  const text = 'seed: 7 # why\n';
  const entry = entryOf(parseYaml(text).root as MapNode, 'seed');
  expect(entry && [text.slice(entry.keyRange.start, entry.keyRange.end), text.slice(entry.value.range.start, entry.value.range.end)]).toEqual(['seed', '7']);
});

it('keeps what stands around a half-typed line', () => {
  expect(read('a: 1\nlearn\nb: 2\n')).toEqual({ a: 1, b: 2 });
  expect(messages('a: 1\nlearn\nb: 2\n')).toEqual(['This line has no ": " after its key.']);
  expect(read('a: 1\nb: [1, 2\nc: 3\n')).toMatchObject({ a: 1, c: 3 });
});

it('lets the last of repeated keys win, and merged ones lose', () => {
  expect(read('a: 1\na: 2\n')).toEqual({ a: 2 });
  expect(read('base: &b { x: 1, y: 2 }\nc: { <<: *b, y: 3 }\n')).toEqual({ base: { x: 1, y: 2 }, c: { x: 1, y: 3 } });
});

it('accepts flow collections at any column, as PyYAML does', () => {
  const text = 'report_to: [\ntensorboard, # curves\nwandb\n]\nseed: 1\n';
  expect(messages(text)).toEqual([]);
  expect(read(text)).toEqual({ report_to: ['tensorboard', 'wandb'], seed: 1 });
});

it('takes __proto__ for a key like any other', () => {
  const value = read('__proto__: { x: 1 }\n') as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

it('stops before nesting or aliases exhaust the machine', () => {
  expect(messages(`a: ${'['.repeat(5000)}`)).toEqual(['Nested more than 100 levels deep.']);
  expect(messages(`${'- '.repeat(5000)}a`)).toEqual(['Nested more than 100 levels deep.']);
  const laughs = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`).join('\n');
  expect(messages(`l0: &l0 [ha]\n${laughs}\n`)).toEqual(['Aliases repeat more than 100000 values; the rest is not checked.']);
});

it('refuses what safe_load refuses', () => {
  expect(messages('a: *nope\n')).toEqual(['No anchor &nope stands above this alias.']);
  expect(messages('a: 1\n---\nb: 2\n')).toEqual(['A second document (---) starts here; a config is one document.']);
  expect(messages('a: \u0001\n')).toEqual(['The character U+0001 is not allowed in YAML. Is this a text file?']);
  expect(messages('a: !own 1\n')).toEqual(['The loader has no meaning for !own and stops here.']);
});

it('keeps a broken block to itself, however deep it stands', () => {
  const text = 'stages:\n  a:\n    trainer: trl-sft\n    conf\n    target: here\n  b: { trainer: x\n  c: "open\n  d: 1\n';
  expect(messages(text)).toEqual(['This line has no ": " after its key.', 'The bracket is not closed: } is missing here.', 'This quote is not closed.']);
  expect(read(text)).toEqual({ stages: { a: { trainer: 'trl-sft', target: 'here' }, d: 1 } });
});

it('accepts what PyYAML accepts and other parsers do not', () => {
  expect(messages('a: "one\ntwo"\nb: {\nx: 1,\n}\n')).toEqual([]);
  expect(read('a: "one\ntwo"\nb: {\nx: 1,\n}\n')).toEqual({ a: 'one two', b: { x: 1 } });
  expect(messages('run_name: "x"#c\n')).toEqual([]);
  expect(read('a: one\u0085b: two\u2028c: three\rd: four')).toEqual({ a: 'one', b: 'two', c: 'three', d: 'four' });
});

it('takes a byte order mark and Windows line ends', () => {
  const text = '\ufeffa: 1\r\nb:\r\n  - x\r\n';
  const { root, problems } = parseYaml(text);
  expect([root && valueOf(root), problems]).toEqual([{ a: 1, b: ['x'] }, []]);
  expect(entryOf(root as MapNode, 'a')?.keyRange).toEqual({ start: 1, end: 2 });
});

it('refuses tabs as PyYAML does, and leaves them to OmegaConf, whose newer releases read them', () => {
  expect(messages('a:\n\tb: 1\n')).toEqual(['Tabs are not allowed as indentation: use spaces.']);
  expect(messages('a:\t1\n')).toEqual(['A tab cannot stand here: use a space.']);
  expect(parseYaml('a:\t1\n', { loader: 'omegaconf' }).problems).toEqual([]);
});

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

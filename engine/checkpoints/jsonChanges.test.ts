import { describe, expect, it } from 'vitest';
import { changedValues } from './jsonChanges';

const changes = (a: unknown, b: unknown): string[] =>
  changedValues('config.json', a, b).map(({ path, a, b }) => `${path}: ${a} -> ${b}`);

describe('changed values', () => {
  it('names the leaves by dotted path', () => {
    expect(changes({ text: { lr: 1, same: 2 }, gone: true }, { text: { lr: 3, same: 2 }, fresh: 'x' })).toEqual([
      'text.lr: 1 -> 3',
      'gone: true -> null',
      'fresh: null -> "x"',
    ]);
  });

  it('does not mind the order of keys', () => {
    expect(changes({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  it('shows a list of plain values as one', () => {
    expect(changes({ eos: [1, 2] }, { eos: [1] })).toEqual(['eos: [1,2] -> [1]']);
  });

  it('goes into lists of objects, and quotes names that are no words', () => {
    expect(changes({ x: [{ 'a.b': 1 }] }, { x: [{ 'a.b': 2 }] })).toEqual(['x[0]["a.b"]: 1 -> 2']);
  });

  it('tells null from absent and 0 from "0"', () => {
    expect(changes({ a: null, b: 0 }, { b: '0' })).toEqual(['a: null -> null', 'b: 0 -> "0"']);
  });

  it('keeps hostile names as text', () => {
    expect(changes(JSON.parse('{"__proto__":{"x":1}}'), {})).toEqual(['__proto__.x: 1 -> null']);
  });

  it('tells NaN and infinity, which YAML can hold, from null', () => {
    expect(changes({ a: NaN }, { a: Infinity })).toEqual(['a: "NaN" -> "Infinity"']);
  });
});

import { describe, expect, it } from 'vitest';
import { entryOf, type MapNode, valueOf } from '../tree';
import { parseJson } from './parse';

const read = (text: string, hjson = false): unknown => {
  const { root, problems } = parseJson(text, { hjson });
  expect(problems.map(({ message }) => message)).toEqual([]);
  return root && valueOf(root);
};
const broken = (text: string, hjson = false): { value: unknown; problems: { at: string; message: string }[] } => {
  const { root, problems } = parseJson(text, { hjson });
  return { value: root && valueOf(root), problems: problems.map(({ range, message }) => ({ at: text.slice(range.start, range.end), message })) };
};

describe('JSON as Python reads it', () => {
  it('tells integers from floats', () => {
    const { root } = parseJson('{"a": 1, "b": 1.0, "c": 5e8, "d": NaN, "e": -Infinity, "f": true, "g": null}');
    expect((root as MapNode).entries.map((entry) => entry.value.kind)).toEqual(['int', 'float', 'float', 'float', 'float', 'bool', 'null']);
  });

  it('knows where keys and values stand', () => {
    const text = '{"zero_optimization": {"stage": 3}}';
    const zero = entryOf(parseJson(text).root as MapNode, 'zero_optimization');
    const stage = zero && entryOf(zero.value as MapNode, 'stage');
    expect([zero?.keyRange, stage?.keyRange, stage?.value.range].map((range) => text.slice(range?.start, range?.end))).toEqual(['"zero_optimization"', '"stage"', '3']);
  });

  it('reads escapes', () => expect(read(String.raw`["a\"\\\/\n\u00e9\ud83d\ude00"]`)).toEqual(['a"\\/\né😀']));

  it('keeps a repeated key and marks the one that loses', () => {
    const { root } = parseJson('{"a": 1, "a": 2}');
    expect((root as MapNode).entries.map((entry) => entry.overridden)).toEqual([true, false]);
    expect(read('{"a": 1, "a": 2}')).toEqual({ a: 2 });
  });

  it.each([
    ['{"a": 01}', '01'],
    ['{"a": .5}', '.5'],
    ['{"a": +1}', '+1'],
    ['{"a": True}', 'True'],
    ['{"a": \'x\'}', "'x'"],
    ['{a: 1}', 'a'],
    ['{"a": 1,}', ','],
    ['{"a": 1} x', 'x'],
    ['// note\n{}', '// note'],
    [String.raw`["\x"]`, String.raw`"\x"`],
    ['["tab\there"]', '"tab\there"'],
    ['\ufeff{}', '\ufeff'],
  ])('refuses %j', (text, at) => expect(broken(text).problems.map((problem) => problem.at)).toEqual([at]));
});

describe('half-typed JSON keeps the rest', () => {
  it('a key without a value', () => {
    expect(broken('{\n  "a": 1,\n  "b":\n  "c": 3\n}')).toMatchObject({ value: { a: 1, c: 3 }, problems: [{ at: '"b":' }, { at: ':' }] });
    expect(broken('{"a": 1, "b": }')).toMatchObject({ value: { a: 1 }, problems: [{ at: '"b":' }] });
  });
  it('a key without a colon', () => expect(broken('{\n  "a": 1,\n  "b"\n}')).toMatchObject({ value: { a: 1 }, problems: [{ at: '"b"' }] }));
  it('a missing comma', () => expect(broken('{\n  "a": 1\n  "b": 2\n}')).toMatchObject({ value: { a: 1, b: 2 }, problems: [{ at: '1' }] }));
  it('a missing bracket, told by the indentation', () => {
    const text = '{\n  "fp16": {\n    "enabled": true,\n  "zero_optimization": {\n    "stage": 2\n  }\n}\n';
    expect(broken(text)).toMatchObject({ value: { fp16: { enabled: true }, zero_optimization: { stage: 2 } }, problems: [{ at: 'e' }] });
  });
  it('a list closed by the wrong bracket', () => {
    const { root, problems } = parseJson('{"betas": [0.9, 0.95, "b": 1}');
    expect(problems.length).toBeGreaterThan(0);
    expect(entryOf(root as MapNode, 'betas')?.value.certain).toBe(false);
  });
  it('an unclosed string ends with its line', () => expect(broken('{\n  "a": "x,\n  "b": 2\n}').value).toEqual({ b: 2 }));
  it('a comment inside', () => expect(broken('{\n  "a": 1, // why\n  "b": 2\n}')).toMatchObject({ value: { a: 1, b: 2 }, problems: [{ at: '// why' }] }));
});

describe('HJSON as DeepSpeed reads it', () => {
  it('takes comments, bare keys and missing commas', () => {
    expect(read('{\n  # one\n  a: 1 // two\n  /* three */ b: [1 ,2\n 3]\n  c: bare text, with marks }\n}', true)).toEqual({ a: 1, b: [1, 2, 3], c: 'bare text, with marks }' });
  });
  it('takes a file without outer braces', () => expect(read("a: 1\nb: 'x'\n", true)).toEqual({ a: 1, b: 'x' }));
  it('takes an empty file for an empty config', () => expect(parseJson('', { hjson: true })).toEqual({ root: null, problems: [] }));
  it('makes whole floats integers', () => {
    const { root } = parseJson('{a: 5e8, b: 1.0, c: 1e10, d: 1e-5}', { hjson: true });
    expect((root as MapNode).entries.map((entry) => entry.value.kind)).toEqual(['int', 'int', 'float', 'float']);
  });
  it('reads a string of many lines', () => expect(read("{\n  a: '''\n     one\n       two\n     '''\n}", true)).toEqual({ a: 'one\n  two' }));
  it('still wants keys, colons and brackets', () => {
    expect(broken('{a: 1,, b: 2}', true).problems.map((problem) => problem.at)).toEqual([',']);
    expect(broken('{a b: 2}', true).problems.length).toBe(1);
    expect(broken('{a: [1, 2\n', true).problems.length).toBeGreaterThan(0);
  });
});

describe('hostile text', () => {
  it('stops at a depth no config has', () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000)]) expect(parseJson(text)).toMatchObject({ root: null, problems: [{ message: 'Nested more than 100 levels deep.' }] });
  });
  it('takes a key named __proto__ for a key', () => expect(Object.keys(read('{"__proto__": 1}') as object)).toEqual(['__proto__']));
  it('reads long lines and long junk in linear time', () => {
    const started = performance.now();
    for (const hjson of [false, true]) {
      for (const piece of ['a,', '}', ']', ',', '"', '[1],', '"a" ', ':', '/*', "'''", 'x ', '{']) parseJson(`{"k": ${piece.repeat(20_000)}`, { hjson });
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

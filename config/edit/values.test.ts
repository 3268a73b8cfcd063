import { expect, it } from 'vitest';
import { diffValues, readYaml } from './values';

it('reads effective values', () => {
  expect(readYaml('a: 1e-5\nb: on\nc: [1, x]\n')).toEqual({ a: '1e-5', b: true, c: [1, 'x'] });
  expect(readYaml('')).toBeNull();
});

it('lists the leaves that differ, with their paths', () => {
  expect(diffValues({ a: 1, b: { c: [1, 2], d: 3 }, e: 4 }, { a: 1, b: { c: [1, 5, 6], d: 3 }, f: 7 })).toEqual([
    { path: 'b.c[1]', a: 2, b: 5 },
    { path: 'b.c[2]', a: undefined, b: 6 },
    { path: 'e', a: 4, b: undefined },
    { path: 'f', a: undefined, b: 7 },
  ]);
});

it('sees no difference where there is none, and a changed kind as one', () => {
  expect(diffValues({ a: [NaN] }, { a: [NaN] })).toEqual([]);
  expect(diffValues({ a: 1 }, { a: '1' })).toEqual([{ path: 'a', a: 1, b: '1' }]);
  expect(diffValues({ a: [1] }, { a: { 0: 1 } })).toHaveLength(1);
});

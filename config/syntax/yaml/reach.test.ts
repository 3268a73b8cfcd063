// A block is read again when text changes that it looked at, also behind the bracket it was searched for.
import { expect, it } from 'vitest';
import { parseYaml } from './parse';

const said = (text: string, before?: string): string[] =>
  parseYaml(text, before === undefined ? {} : { previous: parseYaml(before) }).problems.map(({ range, message }) => `${range.start} ${message}`);

it.each([
  ['a: [b\nc\n]\n   d: 1\ne: 2\n', 'a: [b\nc\n]\ne: 2\n'],
  ['a: "x\ny\n  sub: 1\n"\n {g: 1,\nh: 2}\nz: 1\n', 'a: "x\ny\n  sub: 1\n"\nh: 2}\nz: 1\n'],
  ['a: [b\nc]\n  d]\ne: 1\n', 'a: [b\nc]\nd]\ne: 1\n'],
])('%j to %j', (before, after) => expect(said(after, before)).toEqual(said(after)));

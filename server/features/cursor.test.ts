import { expect, it } from 'vitest';
import { Lines } from '../../config';
import { type Cursor, cursorAt } from './cursor';

function at(marked: string): Pick<Cursor, 'path' | 'key' | 'typed'> | null {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const lines = new Lines(marked.replace('|', ''));
  const cursor = cursorAt((index) => lines.line(index), { line: before.length - 1, character: before.at(-1)?.length ?? 0 });
  return cursor && { path: cursor.path, key: cursor.key, typed: cursor.typed };
}

it.each([
  ['see|', [], null, 'see'],
  ['seed: 1|', [], 'seed', '1'],
  ['stages:\n  rl:\n    tr|', ['stages', 'rl'], null, 'tr'],
  ['stages:\n  rl:\n    phases:\n      - until: 3\n        s|', ['stages', 'rl', 'phases', '0'], null, 's'],
  ['stages:\n  rl:\n    phases:\n    - until: 3\n      set:\n        max|', ['stages', 'rl', 'phases', '0', 'set'], null, 'max'],
  ['stages:\n  rl: { trainer: trl-sft, in|', ['stages', 'rl'], null, 'in'],
  ['stages:\n  rl: { trainer: |', ['stages', 'rl'], 'trainer', ''],
  ['phases: [{ until: 3 }, { set: { a|', ['phases', '0', 'set'], null, 'a'],
  ['targets:\n  here: { kind: local }\nstages:\n  |', ['stages'], null, ''],
  ['"odd key":\n  x|', ['odd key'], null, 'x'],
])('%j', (marked, path, key, typed) => expect(at(marked)).toEqual({ path, key, typed }));

it('is nowhere inside a comment or behind a closed value', () => {
  expect(at('seed: 1 # no|te')).toBeNull();
  expect(at('just some words|')).toBeNull();
});

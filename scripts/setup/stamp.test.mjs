import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesUnder, hashOf, isCurrent, removeStamp, writeStamp } from './stamp.mjs';

let folder;
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'stamp-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('a folder is current for exactly the inputs it was stamped with', () => {
  const lock = path.join(folder, 'lock.json');
  writeFileSync(lock, '{"a": 1}');
  const before = hashOf(['linux'], [lock]);
  writeStamp(folder, before);
  expect(isCurrent(folder, hashOf(['linux'], [lock]))).toBe(true);
  writeFileSync(lock, '{"a": 2}');
  expect(isCurrent(folder, hashOf(['linux'], [lock]))).toBe(false);
});

it('a folder without its stamp is half done, and so is one that is not there', () => {
  const hash = hashOf(['x']);
  writeStamp(folder, hash);
  removeStamp(folder);
  expect(isCurrent(folder, hash)).toBe(false);
  expect(isCurrent(path.join(folder, 'absent'), hash)).toBe(false);
});

it('a missing input is another input than an empty one', () => {
  const file = path.join(folder, 'maybe');
  const absent = hashOf([], [file]);
  writeFileSync(file, '');
  expect(hashOf([], [file])).not.toBe(absent);
});

it('lists files in one order, without what is to be skipped', () => {
  mkdirSync(path.join(folder, 'b', '__pycache__'), { recursive: true });
  for (const name of ['b/2.ts', 'b/1.ts', 'a.ts', 'b/__pycache__/x.pyc']) writeFileSync(path.join(folder, name), '');
  expect(filesUnder(folder, ['__pycache__']).map((file) => path.relative(folder, file))).toEqual(['a.ts', 'b/1.ts', 'b/2.ts']);
});

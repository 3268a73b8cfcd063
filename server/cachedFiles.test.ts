import { expect, it } from 'vitest';
import { MemoryFiles } from '../config';
import { CachedFiles } from './cachedFiles';

it('asks the disk once a burst, again after it, and at once when something changed', async () => {
  let now = 0;
  const disk = new MemoryFiles({ 'file:///a': 'one' });
  const files = new CachedFiles(disk, () => now);
  expect(await files.read('file:///a')).toBe('one');
  disk.set('file:///a', 'two');
  expect(await files.read('file:///a')).toBe('one');
  now += 3000;
  expect(await files.read('file:///a')).toBe('two');
  disk.set('file:///a', 'three');
  files.clear();
  expect(await files.read('file:///a')).toBe('three');
});

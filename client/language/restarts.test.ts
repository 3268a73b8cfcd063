import { expect, it } from 'vitest';
import { Restarts } from './restarts';

it('starts a server again after an accident, and gives up on one that keeps ending', () => {
  const restarts = new Restarts();
  expect([0, 1_000, 2_000].map((now) => restarts.allows(now))).toEqual([true, true, true]);
  expect(restarts.allows(3_000)).toBe(false);
  expect(restarts.allows(4 * 60_000)).toBe(true);
});

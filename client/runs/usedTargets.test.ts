import { describe, expect, it } from 'vitest';
import { box, here, tiny } from '../testing/records';
import { UsedTargets } from './usedTargets';

function memory(stored: Record<string, unknown> = {}) {
  return {
    stored,
    get: <T>(key: string, fallback: T): T => (key in stored ? (stored[key] as T) : fallback),
    update: async (key: string, value: unknown): Promise<void> => void (stored[key] = value),
  };
}

describe('targets that may be connected unasked', () => {
  it('are the local one, and no host that a file merely names', () => {
    const used = new UsedTargets(memory());
    expect(used.connects(tiny, here)).toBe(true);
    expect(used.connects(tiny, box)).toBe(false);
  });

  it('include a host that the user opened, in this window only', () => {
    const kept = memory();
    const used = new UsedTargets(kept);
    used.open(tiny, box);
    expect(used.connects(tiny, box)).toBe(true);
    expect(new UsedTargets(kept).connects(tiny, box)).toBe(false);
  });

  it('include a host that was launched on, also in the next window', async () => {
    const kept = memory();
    await new UsedTargets(kept).remember(tiny, box);
    expect(new UsedTargets(kept).connects(tiny, box)).toBe(true);
    expect(new UsedTargets(kept).connects({ ...tiny, uri: 'file:///other/reasoner.yaml' }, box)).toBe(false);
  });

  it('survive a memory of another shape', () => {
    expect(new UsedTargets(memory({ 'reasoner.usedTargets': { a: 1 } })).connects(tiny, box)).toBe(false);
  });
});

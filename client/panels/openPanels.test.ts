import { describe, expect, it } from 'vitest';
import { OpenPanels } from './openPanels';

function memory() {
  const stored: Record<string, unknown> = {};
  return {
    get: <T>(key: string, fallback: T): T => (key in stored ? (stored[key] as T) : fallback),
    update: async (key: string, value: unknown): Promise<void> => void (stored[key] = value),
  };
}

describe('panels that a dead extension host left behind', () => {
  it('are known to the next one in the same window', async () => {
    const kept = memory();
    await new OpenPanels(kept, 'window 1').remember({ dashboards: ['r1'], launchpad: false });
    expect(new OpenPanels(kept, 'window 1').orphaned()).toEqual({ dashboards: ['r1'], launchpad: false });
  });

  it('are no business of a reloaded window, whose panels come back by themselves', async () => {
    const kept = memory();
    await new OpenPanels(kept, 'window 1').remember({ dashboards: ['r1'], launchpad: true });
    expect(new OpenPanels(kept, 'window 2').orphaned()).toBeNull();
  });

  it('are none when all were closed, or nothing was ever stored', async () => {
    const kept = memory();
    expect(new OpenPanels(kept, 'window 1').orphaned()).toBeNull();
    await new OpenPanels(kept, 'window 1').remember({ dashboards: [], launchpad: false });
    expect(new OpenPanels(kept, 'window 1').orphaned()).toBeNull();
  });
});

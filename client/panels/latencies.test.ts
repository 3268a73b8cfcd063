import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies';

describe('latencies of drawn points', () => {
  it('run from the wall time of the point to the moment it was drawn', () => {
    const latencies = new Latencies();
    const series = { stage: 'rl', tag: 'reward', steps: [1, 2], wallTimes: [100, 101.5], values: [0, 1] };
    latencies.drawn({ stage: 'rl', tag: 'reward', step: 2, at: 102_250 }, series);
    latencies.drawn({ stage: 'rl', tag: 'reward', step: 9, at: 103_000 }, series);
    latencies.drawn({ stage: 'rl', tag: 'gone', step: 2, at: 103_000 }, null);
    expect(latencies.all).toEqual([{ stage: 'rl', tag: 'reward', step: 2, at: 102_250, milliseconds: 750 }]);
  });
});

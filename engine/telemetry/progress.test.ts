import { describe, expect, it } from 'vitest';
import { secondsPerStep } from './progress';

const series = (tag: string, steps: number[], wallTimes: number[]) => ({ stage: 'rl', tag, steps, wallTimes, values: steps });

describe('secondsPerStep', () => {
  it('is the median, so that a pause between phases does not count', () => {
    expect(secondsPerStep([series('loss', [1, 2, 3, 4, 5], [0, 2, 4, 100, 102])], 5)).toBe(2);
  });

  it('divides by the steps between two points', () => {
    expect(secondsPerStep([series('loss', [5, 10, 15], [0, 10, 20])], 15)).toBe(2);
  });

  it('looks at the points up to the present step, not at those a restart has left behind', () => {
    expect(secondsPerStep([series('loss', [1, 2, 3, 9], [100, 103, 106, 50])], 3)).toBe(3);
  });

  it('is unknown with fewer than two points', () => {
    expect(secondsPerStep([], 0)).toBeNull();
    expect(secondsPerStep([series('loss', [1], [10])], 1)).toBeNull();
  });
});

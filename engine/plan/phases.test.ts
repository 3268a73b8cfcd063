import { describe, expect, it } from 'vitest';
import { phaseName, phaseRanges } from './phases';

describe('length phases', () => {
  it('follow each other, the last one ends where the config ends', () => {
    const phases = phaseRanges(
      [
        { until: 30, set: { max_completion_length: 48 } },
        { until: null, set: { max_completion_length: 96 } },
      ],
      60,
    );
    expect(phases.map(({ name, from, until }) => [name, from, until])).toEqual([
      ['48 tokens', 0, 30],
      ['96 tokens', 30, 60],
    ]);
  });

  it('end nowhere known when the config counts epochs', () => {
    expect(phaseRanges([{ until: null, set: {} }], null)[0]?.until).toBeNull();
  });

  it('without a length are numbered', () => {
    expect(phaseName({ beta: 0.1 }, 1)).toBe('phase 2');
  });
});

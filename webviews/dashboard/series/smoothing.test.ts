import { describe, expect, it } from 'vitest';
import { smooth } from './smoothing';

const of = (...values: number[]): Float64Array => Float64Array.from(values);
const near = (got: Float64Array, want: number[]): void => {
  expect(got.length).toBe(want.length);
  want.forEach((value, i) => (Number.isFinite(value) ? expect(got[i]).toBeCloseTo(value, 12) : expect(got[i]).toBe(value)));
};

describe('smooth', () => {
  it('is the debiased moving average, worked out by hand for 1, 2, 4 at 0.5', () => {
    // last: 0.5, 1.25, 2.625; divided by 0.5, 0.75, 0.875
    near(smooth(of(1, 2, 4), 0.5), [1, 5 / 3, 3]);
  });

  it('worked out by hand for 10, 0, 10 at 0.6', () => {
    // last: 4, 2.4, 5.44; divided by 0.4, 0.64, 0.784
    near(smooth(of(10, 0, 10), 0.6), [10, 3.75, 5.44 / 0.784]);
  });

  it('lets values that are not finite through without counting them', () => {
    near(smooth(of(1, NaN, 2, Infinity, 4), 0.5), [1, NaN, 5 / 3, Infinity, 3]);
    near(smooth(of(NaN, 3, 5), 0.5), [NaN, 3, (3 * 0.25 + 5 * 0.5) / 0.75]);
  });

  it('returns a constant series bit for bit', () => {
    const constant = of(0.1, 0.1, 0.1, 0.1);
    expect([...smooth(constant, 0.6)]).toEqual([...constant]);
  });

  it('does nothing at weight 0 or without points', () => {
    expect([...smooth(of(3, 1, 2), 0)]).toEqual([3, 1, 2]);
    expect(smooth(of(), 0.6).length).toBe(0);
  });

  it('stays stable over many points', () => {
    const noisy = Float64Array.from({ length: 100_000 }, (_, i) => 5 + (i % 2 ? 1 : -1));
    expect(smooth(noisy, 0.99).at(-1)).toBeCloseTo(5, 1);
  });
});

import { describe, expect, it } from 'vitest';
import { bucketWidth, decimate } from './decimation';

const steps = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i + 1);

describe('bucketWidth', () => {
  it('is one step while every step has its own pixel', () => {
    expect(bucketWidth(300, 400)).toBe(1);
  });
  it('doubles as the span grows', () => {
    expect([401, 800, 801, 100_000].map((span) => bucketWidth(span, 400))).toEqual([2, 2, 4, 256]);
  });
});

describe('decimate', () => {
  it('draws every point when each has its own bucket', () => {
    expect(decimate(steps(4), Float64Array.of(1, 2, 3, 4), 1)).toEqual([0, 1, 2, 3]);
  });

  it('keeps a lone spike beside a NaN at the start of its bucket', () => {
    const values = new Float64Array(10_000).fill(1);
    values[4096] = NaN;
    values[4099] = 50;
    const kept = decimate(steps(10_000), values, 32);
    expect(kept).toContain(4096);
    expect(kept).toContain(4099);
    expect(kept.length).toBeLessThan(10_000 / 8);
  });

  it('leaves a gap for values that are not finite, also where a whole bucket is', () => {
    const values = Float64Array.of(1, NaN, 3, 4, NaN, NaN, Infinity, NaN, 9, 10);
    const drawn = decimate(steps(10), values, 4).map((i) => values[i] as number);
    const shape = drawn.map((value) => (Number.isFinite(value) ? 'o' : '-')).join('');
    expect(shape).toMatch(/^o-o+-+o+$/);
  });

  it('is bounded per bucket even when every second value is NaN', () => {
    const values = Float64Array.from({ length: 8192 }, (_, i) => (i % 2 ? NaN : Math.sin(i)));
    expect(decimate(steps(8192), values, 64).length).toBeLessThanOrEqual(6 * (8192 / 64 + 1));
  });

  it('does not move what is drawn when points are added', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i / 7) * i);
    const before = decimate(steps(4000), values.subarray(0, 4000), 16);
    const after = decimate(steps(5000), values, 16);
    const settled = before.filter((i) => i < 3984); // the bucket that was still open may change
    expect(after.slice(0, settled.length)).toEqual(settled);
  });
});

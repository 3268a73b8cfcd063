import { describe, expect, it } from 'vitest';
import { curve, nearest } from './curve';

const columns = (values: number[]) => ({
  steps: Float64Array.from(values, (_, i) => i + 1),
  wallTimes: Float64Array.from(values, (_, i) => 1000 + i),
  values: Float64Array.from(values),
});

describe('curve', () => {
  it('smooths every point before any is left out', () => {
    const values = Array.from({ length: 4096 }, (_, i) => (i % 2 ? 1 : 0));
    const drawn = curve(columns(values), 0.9, 4096, 200);
    expect(drawn.smoothLine.length).toBeLessThan(1000);
    // Smoothing what the decimation keeps would swing; smoothing all of it settles at the mean.
    expect(Math.abs((drawn.smoothLine.at(-1)?.y ?? 0) - 0.5)).toBeLessThan(0.06);
  });

  it('marks NaN and infinities, keeps them out of the line, and counts them', () => {
    const drawn = curve(columns([1, NaN, 2, Infinity, 3, -Infinity]), 0, 6, 600);
    expect(drawn.marks).toEqual([{ x: 2, kind: 'nan' }, { x: 4, kind: 'high' }, { x: 6, kind: 'low' }]);
    expect(drawn.nonFinite).toBe(3);
    expect(drawn.rawLine.map(({ y }) => y)).toEqual([1, NaN, 2, NaN, 3, NaN]);
  });

  it('finds points that no line can show', () => {
    expect(curve(columns([7]), 0.6, 10, 600).lonely).toEqual([{ x: 1, y: 7 }]);
    expect(curve(columns([1, NaN, 2, NaN, 3, 4]), 0, 6, 600).lonely).toEqual([{ x: 1, y: 1 }, { x: 3, y: 2 }]);
  });
});

it('nearest finds the closest step, the earlier of two equally close', () => {
  const steps = Float64Array.of(2, 4, 10);
  expect([-5, 2.9, 3, 3.1, 8, 99].map((step) => nearest(steps, step))).toEqual([0, 0, 0, 1, 2, 2]);
  expect(nearest(Float64Array.of(), 3)).toBe(-1);
});

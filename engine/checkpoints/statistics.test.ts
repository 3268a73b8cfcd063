import { describe, expect, it } from 'vitest';
import { addSums, changedShare, cosine, cosineDistance, relativeL2 } from './statistics';

/** The sums of two small vectors. */
function sumsOf(a: number[], b: number[]): { sumAA: number; sumBB: number; sumDD: number } {
  const dot = (x: number[], y: number[]): number => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  const d = b.map((value, index) => value - (a[index] ?? 0));
  return { sumAA: dot(a, a), sumBB: dot(b, b), sumDD: dot(d, d) };
}

describe('statistics of a tensor', () => {
  it('relates the change to what was there', () => {
    expect(relativeL2(sumsOf([3, 4], [3, 5]))).toBeCloseTo(0.2, 15);
  });

  it('knows parallel, orthogonal and opposite', () => {
    expect(cosine(sumsOf([1, 2, 3], [2, 4, 6]))).toBe(1);
    expect(cosine(sumsOf([1, 0], [0, 1]))).toBeCloseTo(0, 15);
    expect(cosine(sumsOf([1, -2], [-1, 2]))).toBeCloseTo(-1, 14);
  });

  it('is exactly 1 for bit-identical tensors', () => {
    expect(cosine({ sumAA: 0.1 + 0.2, sumBB: 0.1 + 0.2, sumDD: 0 })).toBe(1);
  });

  it('keeps its digits where two checkpoints are close', () => {
    // d is orthogonal to a, so 1 - cos = 1 - 1/sqrt(1 + e^2), which is e^2/2 for a small e.
    expect(cosineDistance(sumsOf([1, 0], [1, 1e-6])) ?? NaN).toBeCloseTo(5e-13, 18);
  });

  it('has no number where there is none', () => {
    const zero = sumsOf([0, 0], [1, 2]);
    expect([relativeL2(zero), cosine(zero)]).toEqual([null, null]);
    expect(cosine(sumsOf([1, 2], [0, 0]))).toBeNull();
    const unknown = { sumAA: null, sumBB: null, sumDD: null };
    expect([relativeL2(unknown), cosine(unknown)]).toEqual([null, null]);
  });

  it('counts changed bits as a share', () => {
    expect(changedShare({ changed: 1, elements: 4 })).toBe(0.25);
    expect(changedShare({ changed: 0, elements: 0 })).toBe(0);
    expect(changedShare({ changed: null, elements: 4 })).toBeNull();
  });

  it('adds modules up as if they were one tensor', () => {
    const whole = sumsOf([1, 2, 3, 4], [1, 2, 4, 6]);
    expect(addSums([sumsOf([1, 2], [1, 2]), sumsOf([3, 4], [4, 6])])).toEqual(whole);
    expect(addSums([whole, { sumAA: null, sumBB: 1, sumDD: 1 }])).toEqual({ sumAA: null, sumBB: whole.sumBB + 1, sumDD: whole.sumDD + 1 });
  });
});

/** From the sums that the host computed to the statistics of a row or of a whole module. */
import type { TensorSums } from '../../protocol/agent';

/** f64 sums over pairs of finite values; null where the values were not read. */
export type Sums = Pick<TensorSums, 'sumAA' | 'sumBB' | 'sumDD'>;

/** ||b - a|| / ||a||; null when unknown or when ||a|| is 0. */
export function relativeL2({ sumAA, sumDD }: Sums): number | null {
  if (sumAA === null || sumDD === null || sumAA === 0) return null;
  return Math.sqrt(sumDD) / Math.sqrt(sumAA);
}

/**
 * Cosine between a and b; null when unknown or when one of them is 0.
 *
 * sumAB / (||a|| ||b||) loses what makes two checkpoints differ when they are close. This form keeps it:
 * 1 - cos = (||d||^2 - (||a|| - ||b||)^2) / (2 ||a|| ||b||).
 */
export function cosine(sums: Sums): number | null {
  const distance = cosineDistance(sums);
  return distance === null ? null : 1 - distance;
}

/** 1 - cosine, accurate also when it is tiny. */
export function cosineDistance({ sumAA, sumBB, sumDD }: Sums): number | null {
  if (sumAA === null || sumBB === null || sumDD === null || sumAA === 0 || sumBB === 0) return null;
  const a = Math.sqrt(sumAA);
  const b = Math.sqrt(sumBB);
  const gap = a - b;
  return Math.min(2, Math.max(0, (sumDD - gap * gap) / (2 * a * b)));
}

/** Share in [0, 1] of elements whose bits differ; 0 for a tensor without elements; null when unknown. */
export function changedShare({ changed, elements }: Pick<TensorSums, 'changed' | 'elements'>): number | null {
  if (changed === null) return null;
  return elements === 0 ? 0 : changed / elements;
}

/** Sums over several tensors: norms add up in squares. A part that is not known leaves the whole unknown. */
export function addSums(parts: readonly Sums[]): Sums {
  const add = (key: keyof Sums): number | null =>
    parts.reduce<number | null>((sum, part) => {
      const value = part[key];
      return sum === null || value === null ? null : sum + value;
    }, 0);
  return { sumAA: add('sumAA'), sumBB: add('sumBB'), sumDD: add('sumDD') };
}

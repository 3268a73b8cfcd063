/** Numbers offered in place of one that does not divide. */

/** The number nearest to `value` that `fits`, the bigger of two equally near ones; null when none is near. */
export function nearestMultiple(value: number, fits: (candidate: number) => boolean, reach = 4096): number | null {
  for (let distance = 1; distance <= reach; distance++) {
    if (fits(value + distance)) return value + distance;
    if (value - distance > 0 && fits(value - distance)) return value - distance;
  }
  return null;
}

export const divisorsOf = (value: number): number[] => Array.from({ length: value }, (_, i) => i + 1).filter((candidate) => value % candidate === 0);

/** One measured number. `ratio`: times better than the peer measured in the same run; above 1 is ahead. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  better: 'lower' | 'higher';
  peer: string | null;
  peerValue: number | null;
  ratio: number | null;
}

/** A figure that no peer can be measured beside. */
export const alone = (name: string, value: number, unit: string, better: Figure['better'] = 'lower'): Figure => ({
  name, value, unit, better, peer: null, peerValue: null, ratio: null,
});

export function beside(name: string, value: number, unit: string, better: Figure['better'], peer: string, peerValue: number): Figure {
  return { name, value, unit, better, peer, peerValue, ratio: better === 'lower' ? peerValue / value : value / peerValue };
}

/** Median of an unsorted list; the list is not changed. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

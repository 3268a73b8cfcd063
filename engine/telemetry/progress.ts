import type { Series } from '../../protocol/series';

/** Steps that the rate is taken from: enough for a stable median, few enough to follow a change of pace. */
const WINDOW = 20;

/**
 * Seconds per step now: the median over the last steps up to `step`, so that one pause (an evaluation, a checkpoint, a new
 * phase that loads its model) does not count. Null when fewer than two points tell.
 */
export function secondsPerStep(series: readonly Series[], step: number): number | null {
  let best: { series: Series; at: number } | null = null;
  for (const candidate of series) {
    if ((candidate.steps.at(-1) ?? -Infinity) < step) continue;
    const at = candidate.steps.lastIndexOf(step);
    if (at > (best?.at ?? 0)) best = { series: candidate, at };
  }
  if (!best) return null;
  const { steps, wallTimes } = best.series;
  const rates: number[] = [];
  for (let at = best.at; at > 0 && rates.length < WINDOW; at--) {
    const seconds = (wallTimes[at] as number) - (wallTimes[at - 1] as number);
    const count = (steps[at] as number) - (steps[at - 1] as number);
    if (seconds > 0) rates.push(seconds / count);
  }
  if (rates.length === 0) return null;
  rates.sort((a, b) => a - b);
  return rates[rates.length >> 1] as number;
}

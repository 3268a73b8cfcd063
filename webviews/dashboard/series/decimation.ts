/**
 * Fewer points for the same picture: per column of pixels the first, lowest, highest and last value, and where values
 * are not finite, a gap. Chart.js' own decimation loses spikes beside NaN, and RL logs hold NaN.
 *
 * Columns are bound to steps, not to the canvas: their width is a power of two of steps, so that a new point never moves
 * the edges of an older column and a drawn peak stays where it is while the series grows.
 */

/** Steps per column: the smallest power of two with which `span` steps need at most `columns` columns. */
export function bucketWidth(span: number, columns: number): number {
  let width = 1;
  while (span / width > Math.max(1, columns)) width *= 2;
  return width;
}

/**
 * Indices to draw, ascending. At most six per bucket: first, minimum, maximum and last finite value, and the first and
 * last that is not finite.
 *
 * @param steps n ascending steps
 * @param values n values
 * @param width steps per bucket, from `bucketWidth`
 */
export function decimate(steps: Float64Array, values: Float64Array, width: number): number[] {
  const kept: number[] = [];
  let at = 0;
  while (at < steps.length) {
    const bucket = Math.floor((steps[at] as number) / width);
    let end = at + 1;
    while (end < steps.length && Math.floor((steps[end] as number) / width) === bucket) end += 1;
    if (end - at === 1) kept.push(at);
    else kept.push(...extremes(values, at, end));
    at = end;
  }
  return kept;
}

function extremes(values: Float64Array, begin: number, end: number): number[] {
  const none = -1;
  let [first, last, low, high, firstGap, lastGap] = [none, none, none, none, none, none];
  for (let i = begin; i < end; i += 1) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      if (firstGap === none) firstGap = i;
      lastGap = i;
      continue;
    }
    if (first === none) first = low = high = i;
    last = i;
    if (value < (values[low] as number)) low = i;
    if (value > (values[high] as number)) high = i;
  }
  const chosen = new Set([first, last, low, high, firstGap, lastGap]);
  chosen.delete(none);
  return [...chosen].sort((a, b) => a - b);
}

import type { Columns } from './buffer';
import { bucketWidth, decimate } from './decimation';
import { smooth } from './smoothing';

export interface XY {
  x: number;
  y: number;
}
/** A point a line cannot show: a value that is no number, by its kind. */
export interface Mark {
  x: number;
  kind: 'nan' | 'high' | 'low';
}
/** One series ready to draw, and its full-resolution columns for values at the cursor. */
export interface Curve {
  steps: Float64Array;
  wallTimes: Float64Array;
  raw: Float64Array;
  smooth: Float64Array;
  rawLine: XY[];
  smoothLine: XY[];
  /** Finite points with no finite neighbour: a line through one point is invisible, so they are drawn as dots. */
  lonely: XY[];
  marks: Mark[];
  nonFinite: number;
}

/**
 * Smooths at full resolution, then decimates raw and smoothed alike.
 *
 * @param weight smoothing in [0, 1)
 * @param span steps the axis covers
 * @param width pixels the axis covers
 */
export function curve({ steps, wallTimes, values }: Columns, weight: number, span: number, width: number): Curve {
  const smoothed = smooth(values, weight);
  const bucket = bucketWidth(span, width);
  const rawLine = line(steps, values, bucket);
  const smoothLine = smoothed === values ? rawLine : line(steps, smoothed, bucket);
  return {
    steps,
    wallTimes,
    raw: values,
    smooth: smoothed,
    rawLine,
    smoothLine,
    lonely: smoothLine.filter(({ y }, i) => Number.isFinite(y) && !isFiniteAt(smoothLine, i - 1) && !isFiniteAt(smoothLine, i + 1)),
    ...nonFinite(steps, values, bucket),
  };
}

const isFiniteAt = (points: XY[], i: number): boolean => Number.isFinite(points[i]?.y ?? NaN);

function line(steps: Float64Array, values: Float64Array, bucket: number): XY[] {
  return decimate(steps, values, bucket).map((i) => {
    const y = values[i] as number;
    // An infinity would stretch the axis without end: it is a gap with a mark, like NaN.
    return { x: steps[i] as number, y: Number.isFinite(y) ? y : NaN };
  });
}

/** Marks, at most one of each kind per bucket, and how many values they stand for. */
function nonFinite(steps: Float64Array, values: Float64Array, bucket: number): { marks: Mark[]; nonFinite: number } {
  const marks = new Map<string, Mark>();
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (Number.isFinite(value)) continue;
    count += 1;
    const x = steps[i] as number;
    const kind = Number.isNaN(value) ? 'nan' : value > 0 ? 'high' : 'low';
    const key = `${kind} ${Math.floor(x / bucket)}`;
    if (!marks.has(key)) marks.set(key, { x, kind });
  }
  return { marks: [...marks.values()], nonFinite: count };
}

/** Index of the point whose step is nearest to `step`, -1 without points. Steps ascend. */
export function nearest(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as number) < step) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && step - (steps[low - 1] as number) <= (steps[low] as number) - step) return low - 1;
  return steps.length === 0 ? -1 : low;
}

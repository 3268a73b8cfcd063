import type { Point, Series } from '../../protocol/series';

export interface SeriesChange {
  stage: string;
  tag: string;
  /** Everything at and above it may have changed; below it nothing did. */
  fromStep: number;
}

/** A whole series as a reader saw it, ascending by step. */
export interface Columns {
  steps: ArrayLike<number>;
  wallTimes: ArrayLike<number>;
  values: ArrayLike<number>;
}

/**
 * The series of one run. Points come from several event folders (each launch or resume opens one) and are merged by step:
 * the newest wall time wins, and between equal times the one read last. A point that was seen stays until a newer one
 * takes its step, also where a data server has dropped it after a restart. NaN and infinities are values like any other.
 */
export class SeriesStore {
  private readonly stages = new Map<string, Map<string, Series>>();
  private readonly newest = new Map<string, { step: number; wallTime: number }>();
  private changes = new Map<Series, number>();
  /** Where the last point of a series went, because the next one usually follows. */
  private readonly cursors = new WeakMap<Series, number>();

  offer(stage: string, points: Iterable<Point>): void {
    for (const point of points) {
      this.put(this.open(stage, point.tag), point.step, point.wallTime, point.value);
    }
  }

  /** @param since points with an older wall time are left out */
  offerColumns(stage: string, tag: string, { steps, wallTimes, values }: Columns, since = -Infinity): void {
    if (!some(wallTimes, since)) return;
    const series = this.open(stage, tag);
    this.cursors.set(series, -1);
    for (let at = 0; at < steps.length; at++) {
      const wallTime = wallTimes[at] as number;
      if (wallTime >= since) this.put(series, steps[at] as number, wallTime, values[at] as number);
    }
  }

  tags(stage: string): string[] {
    return [...(this.stages.get(stage)?.keys() ?? [])].sort();
  }

  series(stage: string, tag: string): Series | null {
    return this.stages.get(stage)?.get(tag) ?? null;
  }

  /** The point with the newest wall time: where training is now, also after a restart from a lower step. */
  latest(stage: string): { step: number; wallTime: number } | null {
    return this.newest.get(stage) ?? null;
  }

  /** What changed since the last call. */
  takeChanges(): SeriesChange[] {
    const taken = [...this.changes].map(([series, fromStep]) => ({ stage: series.stage, tag: series.tag, fromStep }));
    this.changes = new Map();
    return taken;
  }

  private open(stage: string, tag: string): Series {
    let tags = this.stages.get(stage);
    if (!tags) this.stages.set(stage, (tags = new Map()));
    let series = tags.get(tag);
    if (!series) tags.set(tag, (series = { stage, tag, steps: [], wallTimes: [], values: [] }));
    return series;
  }

  private put(series: Series, step: number, wallTime: number, value: number): void {
    const at = this.find(series, step);
    this.cursors.set(series, at);
    const { steps, wallTimes, values } = series;
    if (at === steps.length) {
      steps.push(step);
      wallTimes.push(wallTime);
      values.push(value);
    } else if (steps[at] !== step) {
      steps.splice(at, 0, step);
      wallTimes.splice(at, 0, wallTime);
      values.splice(at, 0, value);
    } else {
      const present = wallTimes[at] as number;
      if (wallTime < present || (wallTime === present && Object.is(values[at], value))) return;
      wallTimes[at] = wallTime;
      values[at] = value;
    }
    const from = this.changes.get(series);
    if (from === undefined || step < from) this.changes.set(series, step);
    const newest = this.newest.get(series.stage);
    if (!newest || wallTime >= newest.wallTime) this.newest.set(series.stage, { step, wallTime });
  }

  /** Index of `step`, or where it belongs. */
  private find(series: Series, step: number): number {
    const { steps } = series;
    const length = steps.length;
    const next = (this.cursors.get(series) ?? -1) + 1;
    if (steps[next] === step) return next;
    if (length === 0 || step > (steps[length - 1] as number)) return length;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((steps[middle] as number) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function some(wallTimes: ArrayLike<number>, since: number): boolean {
  for (let at = wallTimes.length - 1; at >= 0; at--) if ((wallTimes[at] as number) >= since) return true;
  return false;
}

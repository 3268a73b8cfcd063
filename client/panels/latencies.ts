import type { Series } from '../types';

/** Kept at most: enough for a benchmark, nothing for a long run's memory. */
const LIMIT = 2_000;

interface Drawn {
  stage: string;
  tag: string;
  step: number;
  /** Epoch milliseconds at which the page had it on screen. */
  at: number;
}

export interface Latency extends Drawn {
  /** From the trainer's own wall time of the point to the drawn pixel, in milliseconds. */
  milliseconds: number;
}

/** How long after it was written each newest point stood on screen. */
export class Latencies {
  private readonly seen: Latency[] = [];

  drawn(drawn: Drawn, series: Series | null): void {
    const index = series?.steps.lastIndexOf(drawn.step) ?? -1;
    const wallTime = series?.wallTimes[index];
    if (wallTime === undefined) return;
    const { stage, tag, step, at } = drawn;
    this.seen.push({ stage, tag, step, at, milliseconds: at - wallTime * 1000 });
    if (this.seen.length > LIMIT) this.seen.shift();
  }

  get all(): readonly Latency[] {
    return this.seen;
  }
}

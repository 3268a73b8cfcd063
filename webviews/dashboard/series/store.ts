import type { SeriesColumns } from '../../../protocol/webview/dashboard';
import { SeriesBuffer } from './buffer';

export const seriesKey = (stage: string, tag: string): string => `${stage}\u0000${tag}`;

/** Every series the page holds, by stage and tag. */
export class SeriesStore {
  private readonly buffers = new Map<string, SeriesBuffer>();
  /** Newest wall time of all points ever added, epoch seconds. */
  newest: number | null = null;

  clear(): void {
    this.buffers.clear();
    this.newest = null;
  }

  get(stage: string, tag: string): SeriesBuffer | undefined {
    return this.buffers.get(seriesKey(stage, tag));
  }

  replaceFrom(fromStep: number, series: SeriesColumns): void {
    const key = seriesKey(series.stage, series.tag);
    let buffer = this.buffers.get(key);
    if (!buffer) this.buffers.set(key, (buffer = new SeriesBuffer()));
    buffer.replaceFrom(fromStep, series);
    for (const time of series.wallTimes) {
      if (this.newest === null || time > this.newest) this.newest = time;
    }
  }
}

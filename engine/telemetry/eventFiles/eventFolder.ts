import type { Point } from '../../../protocol/series';
import type { Event, SummaryValue } from './event';

const SCALAR_CLASS = 1;
const SCALARS = 'scalars';

/**
 * Turns the events of one folder (a "run" of the data server) into points. As there, the first value of a tag decides
 * for good whether the tag is a scalar series: writers may send metadata with the first value only.
 */
export class EventFolder {
  private readonly scalars = new Map<string, boolean>();

  /** `source` is the folder, relative to the watched one; empty for the watched folder itself. */
  constructor(readonly source: string) {}

  /** Values that are no float scalars are left out, and so is every value of an event without a finite time. */
  points(event: Event): Point[] {
    const points: Point[] = [];
    if (!Number.isFinite(event.wallTime)) return points;
    for (const value of event.values) {
      let scalar = this.scalars.get(value.tag);
      if (scalar === undefined) this.scalars.set(value.tag, (scalar = opensScalarSeries(value)));
      if (!scalar || value.scalar === null) continue;
      points.push({
        source: this.source,
        tag: value.tag,
        step: event.step,
        wallTime: event.wallTime,
        value: value.scalar,
      });
    }
    return points;
  }
}

function opensScalarSeries(value: SummaryValue): boolean {
  if (value.dataClass !== 0) return value.dataClass === SCALAR_CLASS && value.plugin === SCALARS;
  return value.simple || value.plugin === SCALARS;
}

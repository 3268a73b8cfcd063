/** Columns of one series, of equal length; steps ascend and are unique. */
export interface Columns {
  steps: Float64Array;
  /** Seconds since the epoch. */
  wallTimes: Float64Array;
  values: Float64Array;
}

/** A series that grows at its end in amortised constant time. `columns` are views, not copies. */
export class SeriesBuffer {
  private length = 0;
  private held: Columns = { steps: new Float64Array(0), wallTimes: new Float64Array(0), values: new Float64Array(0) };

  get columns(): Columns {
    const cut = (column: Float64Array): Float64Array => column.subarray(0, this.length);
    return { steps: cut(this.held.steps), wallTimes: cut(this.held.wallTimes), values: cut(this.held.values) };
  }

  get lastStep(): number | null {
    return this.length === 0 ? null : (this.held.steps[this.length - 1] ?? null);
  }

  /**
   * Drops every point at and above `fromStep`, then appends `more`: a resumed training replaces the steps it repeats.
   * Points of `more` below `fromStep` take the place of held ones too, so that steps stay ascending whatever arrives.
   */
  replaceFrom(fromStep: number, more: Columns): void {
    const from = Math.min(fromStep, more.steps[0] ?? Infinity);
    while (this.length > 0 && (this.held.steps[this.length - 1] ?? -Infinity) >= from) this.length -= 1;
    const added = more.steps.length;
    this.reserve(this.length + added);
    this.held.steps.set(more.steps, this.length);
    this.held.wallTimes.set(more.wallTimes, this.length);
    this.held.values.set(more.values, this.length);
    this.length += added;
  }

  private reserve(length: number): void {
    const capacity = this.held.steps.length;
    if (length <= capacity) return;
    const size = Math.max(64, length, capacity * 2);
    const grow = (column: Float64Array): Float64Array => {
      const next = new Float64Array(size);
      next.set(column.subarray(0, this.length));
      return next;
    };
    this.held = { steps: grow(this.held.steps), wallTimes: grow(this.held.wallTimes), values: grow(this.held.values) };
  }
}

/** Waiting times between attempts to reach a host again: 0.5 s, doubled up to 10 s. */
export class BackOff {
  private next: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private wake: (() => void) | null = null;

  constructor(
    private readonly first = 500,
    private readonly limit = 10_000,
  ) {
    this.next = first;
  }

  /** After a success: the next failure waits briefly again. */
  reset(): void {
    this.next = this.first;
  }

  wait(): Promise<void> {
    const delay = this.next;
    this.next = Math.min(this.next * 2, this.limit);
    return new Promise((resolve) => {
      this.wake = resolve;
      this.timer = setTimeout(resolve, delay);
    });
  }

  /** Ends a wait at once. */
  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.wake?.();
  }
}

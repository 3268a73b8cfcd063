/** A server that ends more often than this within the window is broken, not unlucky. */
const LIMIT = 3;
const WINDOW_MS = 3 * 60_000;

/** Decides whether a server that ended is started again. */
export class Restarts {
  private readonly ends: number[] = [];

  /** @param now epoch milliseconds */
  allows(now: number): boolean {
    this.ends.push(now);
    return this.ends.filter((end) => now - end < WINDOW_MS).length <= LIMIT;
  }
}

/** When to check a document that keeps changing: at once where checks are fast, less often where they are slow. */

/** A check that takes no longer than this is made after every change: typing is slower, in milliseconds. */
const FAST_MS = 25;
/** No check waits longer than this for the typing to pause. */
export const MAX_DELAY_MS = 100;
/** Of so many checks the fastest counts: the first one reads catalogues, and any may have waited for the machine. */
const REMEMBERED = 3;

export class Pace {
  /** How long the last checks took, in milliseconds. */
  private readonly last: number[] = [];

  took(milliseconds: number): void {
    this.last.push(milliseconds);
    if (this.last.length > REMEMBERED) this.last.shift();
  }

  /** Milliseconds without a further change before the next check. */
  get delay(): number {
    const fastest = Math.min(...this.last);
    return this.last.length === 0 || fastest <= FAST_MS ? 0 : Math.min(MAX_DELAY_MS, fastest);
  }
}

/** Rounds of the event loop without news: messages that arrived together are taken in one by one, one each round. */
const QUIET_ROUNDS = 2;

/**
 * Calls `action` once nothing has been announced for `delay` milliseconds, or, without a delay, as soon as the messages
 * that are already here have been taken in.
 */
export class Countdown {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private rounds = 0;
  private waiting = false;

  constructor(private readonly action: () => void) {}

  restart(delay: number): void {
    this.cancel();
    if (delay > 0) this.timer = setTimeout(() => this.fire(), delay);
    else {
      this.rounds = QUIET_ROUNDS;
      if (!this.waiting) this.nextRound();
    }
  }

  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.rounds = 0;
  }

  private nextRound(): void {
    this.waiting = true;
    setTurn(() => {
      this.waiting = false;
      if (this.rounds === 0) return;
      if (--this.rounds > 0) this.nextRound();
      else this.fire();
    });
  }

  private fire(): void {
    this.timer = null;
    this.action();
  }
}

/** The next round of the event loop; a browser worker has no `setImmediate`. */
const setTurn = (action: () => void): void => {
  if (typeof setImmediate === 'function') setImmediate(action);
  else setTimeout(action, 0);
};

/** Lets the messages that came in meanwhile be taken in. */
export const nextRound = (): Promise<void> => new Promise((resolve) => setTurn(resolve));

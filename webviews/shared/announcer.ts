import { h, setText } from './dom';

/**
 * Speaks to screen readers at most once per `gapMs`: between two announcements only the newest text is kept, so a fast
 * training does not drown everything else.
 */
export class Announcer {
  readonly element = h('div', { class: 'sr-only', 'aria-live': 'polite', role: 'status' });
  private last = -Infinity;
  private waiting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly gapMs = 15_000) {}

  say(text: string): void {
    this.waiting = text;
    if (this.timer !== null) return;
    const wait = Math.max(0, this.last + this.gapMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.last = performance.now();
      if (this.waiting !== null) setText(this.element, this.waiting);
      this.waiting = null;
    }, wait);
  }

  /** For an answer to the user's own key: at once. */
  sayNow(text: string): void {
    this.waiting = null;
    setText(this.element, text);
  }
}

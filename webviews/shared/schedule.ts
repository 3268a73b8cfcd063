/**
 * Calls `draw` at most once per frame however often it is asked, and never while the page is hidden: what was asked
 * meanwhile is drawn once when the page is seen again.
 */
export function frameScheduler(draw: () => void): () => void {
  let asked = false;
  let frame: number | null = null;
  const request = (): void => {
    asked = true;
    if (frame !== null || document.visibilityState === 'hidden') return;
    frame = requestAnimationFrame(() => {
      frame = null;
      asked = false;
      draw();
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && frame !== null) {
      cancelAnimationFrame(frame);
      frame = null;
    } else if (asked) {
      request();
    }
  });
  return request;
}

/** Calls `tick` every `ms` while the page is visible, and once when it becomes visible. */
export function visibleInterval(ms: number, tick: () => void): void {
  let timer: ReturnType<typeof setInterval> | null = null;
  const follow = (): void => {
    if (document.visibilityState === 'hidden') {
      if (timer !== null) clearInterval(timer);
      timer = null;
    } else if (timer === null) {
      tick();
      timer = setInterval(tick, ms);
    }
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

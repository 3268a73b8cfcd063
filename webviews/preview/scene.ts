/** One picture: the page, the messages it gets, and what a user does before it is taken. */
export interface Scene {
  page: 'dashboard' | 'launchpad' | 'comparison';
  messages: unknown[];
  /** What the page kept from before. */
  kept?: unknown;
  /** Selectors to click, in order; `hover:` moves the pointer to the middle of an element instead, `type:` types into the focused one. */
  actions?: string[];
}

/** Repeatable noise in [-1, 1). */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Linear interpolation through equally spaced knots over [0, 1]. */
export function through(knots: number[], at: number): number {
  const x = Math.min(1, Math.max(0, at)) * (knots.length - 1);
  const i = Math.min(knots.length - 2, Math.floor(x));
  const [a = 0, b = 0] = [knots[i], knots[i + 1]];
  return a + (b - a) * (x - i);
}

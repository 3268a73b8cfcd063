/** Fixes for numbers that have to fit each other. Shared by verl and EasyR1. */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import type { Fix } from '../../finding';
import { isScalar } from '../../syntax/tree';

/** The multiple of `divisor` nearest to a positive number, at least `divisor` itself. */
export const nearestMultiple = (value: number, divisor: number): number => Math.max(1, Math.round(value / divisor)) * divisor;

/** The divisor of `value` nearest to a positive number; the smaller one of two. */
export function nearestDivisor(value: number, wanted: number): number {
  let best = 1;
  for (let candidate = 1; candidate * candidate <= value; candidate++) {
    if (value % candidate !== 0) continue;
    for (const divisor of [candidate, value / candidate]) {
      const nearer = Math.abs(divisor - wanted) - Math.abs(best - wanted);
      if (nearer < 0 || (nearer === 0 && divisor < best)) best = divisor;
    }
  }
  return best;
}

/** The smallest number that has to divide `value` so that `value * factor` is a multiple of `divisor`. */
export const neededMultiple = (divisor: number, factor: number): number => divisor / gcd(divisor, factor);

export const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** One edit of the value, where it stands in this file as written; a variable's value is not touched. */
export function setTo(context: RuleContext, path: string, text: string | number): Fix | null {
  const entry = setting(context, path).entry;
  const node = entry?.value;
  if (!entry || !node || entry.merged || !isScalar(node) || node.via) return null;
  return { title: `Set ${path.slice(path.lastIndexOf('.') + 1)} to ${text}`, range: node.range, text: String(text) };
}

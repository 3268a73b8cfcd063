/** A hint behind the value of a field that this file sets itself. */
import type { Hint, RuleContext } from '../check/context';
import { setting } from '../check/settings';

export function behind(context: RuleContext, path: string, label: string, tooltip: string): Hint[] {
  const entry = setting(context, path).entry;
  return entry && !entry.merged && entry.value.certain ? [{ at: entry.value.range.end, label, tooltip }] : [];
}

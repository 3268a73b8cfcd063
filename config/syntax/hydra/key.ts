/** The left side of an override: `+a.b`, `~a`, `group@package`. */
import type { MapEntry, Range } from '../tree';
import type { Segment } from './overrides';
import type { Locate } from './value';

const SEGMENT = String.raw`(?:[A-Za-z_$][\w$-]*|[1-9](?:_?\d)*|0)`;
const PACKAGE = String.raw`(?:${SEGMENT}(?:\.${SEGMENT})+|[A-Za-z_$][\w$-]*)?`;
const GROUP = String.raw`[A-Za-z_][\w-]*(?:/[A-Za-z_][\w-]*)+`;
const KEY = new RegExp(String.raw`^(\+\+|\+|~)?((?:${GROUP}|${PACKAGE})(?:@${PACKAGE})?)(=[ \t]*|$)`);

const MAX_SEGMENTS = 50;

export interface OverrideKey {
  mark: NonNullable<MapEntry['mark']> | null;
  path: Segment[];
  /** The whole key, mark included. */
  range: Range;
  /** Where the value starts; null for `~key` without one. */
  value: number | null;
}

/** Null where Hydra reads no key. `complete`: false when text that is not known follows. */
export function parseKey(text: string, complete: boolean, locate: Locate): OverrideKey | null {
  const found = KEY.exec(text);
  if (!found) return null;
  const mark = (found[1] ?? null) as OverrideKey['mark'];
  const name = found[2] ?? '';
  const hasValue = (found[3] ?? '') !== '';
  if (!hasValue && (mark !== '~' || !complete)) return null;
  const start = mark?.length ?? 0;
  const range = locate(0, start + name.length).range;
  return { mark, path: segments(name, start, locate), range, value: hasValue ? found[0].length : null };
}

/** A choice of a config group is one key, dots and all: `actor@actor_rollout_ref.actor`. */
export function segments(name: string, start: number, locate: Locate): Segment[] {
  if (/[@/]/.test(name)) return [{ name, range: locate(start, start + name.length).range }];
  const path: Segment[] = [];
  let at = start;
  // Nobody nests deeper; what is behind it is left off.
  const parts = name.split('.', MAX_SEGMENTS);
  for (const part of parts) {
    path.push({ name: part, range: locate(at, at + part.length).range });
    at += part.length + 1;
  }
  return path;
}

/** Values of configs without their text: read, and compared. */
import { valueOf } from '../syntax/tree';
import { parseYaml } from '../syntax/yaml/parse';

/** Values as PyYAML `safe_load` would give them; what is broken is left out, an empty or unreadable file is null. */
export function readYaml(text: string): unknown {
  const { root } = parseYaml(text);
  return root ? valueOf(root) : null;
}

export interface ValueChange {
  /** Dotted path, `[i]` for list items; '' for the whole. */
  path: string;
  /** `undefined` where the side does not have it. */
  a: unknown;
  b: unknown;
}

/** Leaves in which two values differ, in `a`'s order, then what only `b` has. At most `limit` of them. */
export function diffValues(a: unknown, b: unknown, limit = 10_000): ValueChange[] {
  const found: ValueChange[] = [];
  compare(a, b, '', found, limit);
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (record: Record<string, unknown>, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

function compare(a: unknown, b: unknown, path: string, found: ValueChange[], limit: number): void {
  if (found.length >= limit || Object.is(a, b)) return;
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    for (const key of keys) compare(own(a, key), own(b, key), path === '' ? key : `${path}.${key}`, found, limit);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) compare(a[i], b[i], `${path}[${i}]`, found, limit);
  } else if (a !== b) {
    found.push({ path, a, b });
  }
}

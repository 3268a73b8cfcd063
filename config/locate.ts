/** What stands at an offset of a config. */
import { type ConfigNode, entryOf, isScalar, type MapEntry } from './syntax/tree';

export interface Located {
  /** Keys from the top to the entry, list items by index. */
  path: string[];
  entry: MapEntry;
}

/** The innermost key or scalar value at the offset, with its path. */
export function locate(node: ConfigNode | null, offset: number, path: string[] = []): Located | null {
  if (!node || isScalar(node)) return null;
  if (node.kind === 'list') {
    for (const [i, item] of node.items.entries()) {
      const found = locate(item, offset, [...path, String(i)]);
      if (found) return found;
    }
    return null;
  }
  for (const entry of node.entries) {
    if (entry.merged) continue;
    const here = [...path, entry.key];
    const onKey = offset >= entry.keyRange.start && offset <= entry.keyRange.end;
    const { range } = entry.value;
    const onValue = isScalar(entry.value) && offset >= range.start && offset <= range.end && range.end > range.start;
    if (onKey || onValue) return { path: here, entry };
    if (offset >= range.start && offset <= range.end) {
      const inner = locate(entry.value, offset, here);
      if (inner) return inner;
    }
  }
  return null;
}

/** The same for overrides and flags of a script, whose nested mappings do not stand together. */
export function locateOverride(node: ConfigNode, offset: number, path: string[] = []): Located | null {
  if (node.kind !== 'map') return null;
  for (const entry of node.entries) {
    const here = [...path, entry.key];
    const { range } = entry.value;
    const inner = locateOverride(entry.value, offset, here);
    if (inner) return inner;
    const onKey = offset >= entry.keyRange.start && offset <= entry.keyRange.end;
    if (onKey || (entry.value.kind !== 'map' && offset >= range.start && offset <= range.end)) return { path: here, entry };
  }
  return null;
}

/** Keys of the mapping at a path. A list item stands in it as any digit and is the one at or before the offset. */
export function keysAt(node: ConfigNode | null, path: readonly string[], offset: number): string[] {
  const [first, ...rest] = path;
  if (!node || isScalar(node)) return [];
  if (node.kind === 'list') return keysAt(node.items.findLast((item) => item.range.start <= offset) ?? null, rest, offset);
  if (first === undefined) return node.entries.map((entry) => entry.key);
  return keysAt(entryOf(node, first)?.value ?? null, rest, offset);
}

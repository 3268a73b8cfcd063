/** Blocks, those taken over and those read anew, to one collection. */
import type { ConfigNode, MapEntry } from '../../tree';
import type { Block, Region } from './block';
import { markOverridden } from '../loader/nodes';
import { lineAfter } from './textLines';

/** The first `taken` blocks of `old`, then `fresh` ones, then those of `old` from `tail` on. */
export interface Parts {
  old: Region | null;
  taken: number;
  fresh: Block[];
  tail: number;
}

export function joinRegion(place: Pick<Region, 'kind' | 'column' | 'start' | 'indentless'>, parts: Parts, text: string): Region {
  const blocks = join(parts.old?.blocks ?? [], parts.fresh, parts.taken, parts.tail);
  const last = blocks.at(-1);
  const range = { start: place.start, end: last ? endOf(last, text) : place.start };
  if (place.kind === 'list') {
    const items: ConfigNode[] = [];
    for (const block of blocks) for (const item of block.items) items.push(item);
    return { ...place, blocks, node: { kind: 'list', items, flow: false, range, certain: true } };
  }
  let entries = sameKeys(parts);
  if (!entries) {
    entries = [];
    for (const block of blocks) for (const entry of block.entries) entries.push(entry);
    markOverridden(entries);
  }
  return { ...place, blocks, node: { kind: 'map', entries, flow: false, range, certain: true } };
}

const join = <T>(old: readonly T[], fresh: readonly T[], taken: number, tail: number): T[] => old.slice(0, taken).concat(fresh, old.slice(tail));

/** The entries, where the fresh blocks hold the keys of those they replace: then the same ones are overridden. */
function sameKeys({ old, taken, fresh, tail }: Parts): MapEntry[] | null {
  if (old?.node.kind !== 'map' || fresh.length !== tail - taken) return null;
  const before = old.node.entries;
  // One entry per block, so that the index of a block is that of its entry.
  if (before.length !== old.blocks.length || before[taken] !== old.blocks[taken]?.entries[0] || (tail > 0 && before[tail - 1] !== old.blocks[tail - 1]?.entries[0])) return null;
  const entries: MapEntry[] = [];
  for (const [i, block] of fresh.entries()) {
    const was = before[taken + i];
    const [entry, more] = block.entries;
    if (!entry || more || !was || entry.key !== was.key || entry.textKey !== was.textKey) return null;
    entry.overridden = was.overridden;
    entries.push(entry);
  }
  return join(before, entries, taken, tail);
}

/** Behind the line that the last value of a block ends on. */
function endOf(block: Block, text: string): number {
  let end = block.start;
  for (const { keyRange, value } of block.entries) end = Math.max(end, keyRange.end, value.range.end);
  for (const { range } of block.items) end = Math.max(end, range.end);
  return text.charCodeAt(end - 1) === 10 ? end : lineAfter(text, end);
}

/** What changed between two texts, and what of a region that leaves as it was. */
import type { Block, Region } from './block';

export interface Edit {
  /** Everything before this offset is the same. */
  start: number;
  /** End of the changed part in the old and in the new text; everything behind is the same. */
  oldEnd: number;
  newEnd: number;
  /** `newEnd - oldEnd` */
  delta: number;
}

const STEP = 4096;

/** The smallest stretch that differs, null when the texts are equal. */
export function editBetween(before: string, after: string): Edit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + STEP <= shorter && before.slice(start, start + STEP) === after.slice(start, start + STEP)) start += STEP;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  const most = shorter - start;
  while (tail + STEP <= most && sameTail(before, after, tail, STEP)) tail += STEP;
  while (tail < most && before.charCodeAt(before.length - tail - 1) === after.charCodeAt(after.length - tail - 1)) tail++;
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail, delta: after.length - before.length };
}

const sameTail = (a: string, b: string, tail: number, step: number): boolean =>
  a.slice(a.length - tail - step, a.length - tail) === b.slice(b.length - tail - step, b.length - tail);

/** How many leading blocks cannot know of the edit. */
export function countReusable({ blocks }: Region, edit: Edit): number {
  const end = blocks.findIndex((block) => block.reach > edit.start);
  return end < 0 ? blocks.length : end;
}

/** Index of the block that starts at `at` in the new text, when it and all that follows lie behind the edit; else -1. */
export const sameFrom = (region: Region, at: number, edit: Edit): number => (at < edit.newEnd ? -1 : indexAt(region, at - edit.delta));

/** The block that starts at an offset of the old text. */
export const blockAt = (region: Region, start: number): Block | undefined => region.blocks[indexAt(region, start)];

function indexAt({ blocks }: Region, start: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Block).start < start) low = middle + 1;
    else high = middle;
  }
  return blocks[low]?.start === start ? low : -1;
}

/**
 * The blocks of a file: each entry of a block mapping and each item of a block list, read by itself, so that a mistake
 * spoils one block and a keystroke re-reads one.
 */
import type { ConfigNode, MapEntry } from '../../tree';
import type { SyntaxProblem } from '../loader/nodes';

/** An entry or item with everything up to the next line that is not deeper than it. All offsets are absolute. */
export interface Block {
  start: number;
  /** First character of the next block, or of what ends the region; the text's length at its end. */
  stop: number;
  /** Column of `stop`, -1 at the end of the text. */
  stopColumn: number;
  /** Nothing at or behind this offset had a say in what was read; one more than the text's length when its end had. */
  reach: number;
  /** Of a mapping's block: mostly one. */
  entries: MapEntry[];
  /** Of a list's block. */
  items: ConfigNode[];
  problems: SyntaxProblem[];
  /** Whether it or a block below it has problems. */
  troubled: boolean;
  /** The collection below it, where it is read block by block too. */
  inner: Region | null;
}

/** Blocks that start in one column. */
export interface Region {
  kind: 'map' | 'list';
  column: number;
  start: number;
  /** A list in the column of the key around it: it ends at the next line that is no item. */
  indentless: boolean;
  blocks: Block[];
  node: ConfigNode;
}

/** Moves the blocks from an index on, and everything in them. Each range stands in one node only, so each moves once. */
export function shiftBlocks(blocks: readonly Block[], from: number, delta: number): void {
  if (delta === 0) return;
  for (let i = from; i < blocks.length; i++) {
    const block = blocks[i] as Block;
    for (const entry of block.entries) shiftEntry(entry, delta);
    for (const item of block.items) shiftNode(item, delta);
    shiftPlaces(block, delta);
  }
}

function shiftPlaces(block: Block, delta: number): void {
  block.start += delta;
  block.stop += delta;
  block.reach += delta;
  shiftProblems(block.problems, delta);
  if (!block.inner) return;
  block.inner.start += delta;
  for (const inner of block.inner.blocks) shiftPlaces(inner, delta);
}

function shiftProblems(problems: readonly SyntaxProblem[], delta: number): void {
  for (const { range } of problems) {
    range.start += delta;
    range.end += delta;
  }
}

function shiftEntry(entry: MapEntry, delta: number): void {
  entry.keyRange.start += delta;
  entry.keyRange.end += delta;
  shiftNode(entry.value, delta);
}

function shiftNode(node: ConfigNode, delta: number): void {
  node.range.start += delta;
  node.range.end += delta;
  if (node.kind === 'map') for (const entry of node.entries) shiftEntry(entry, delta);
  else if (node.kind === 'list') for (const item of node.items) shiftNode(item, delta);
}

/** More problems than this tell nothing new. */
const MAX_PROBLEMS = 1000;

/** Problems of blocks, in the order of the text. */
export function collectProblems(region: Region, found: SyntaxProblem[] = []): SyntaxProblem[] {
  for (const block of region.blocks) {
    if (found.length >= MAX_PROBLEMS) break;
    if (!block.troubled) continue;
    if (block.problems.length > 0) found.push(...block.problems);
    if (block.inner) collectProblems(block.inner, found);
  }
  return found;
}

/** Reads a region block by block. Blocks of the text before an edit are taken over where nothing they depend on changed. */
import type { ConfigNode, MapEntry } from '../../tree';
import { type Block, type Region, shiftBlocks } from './block';
import { Broken } from '../loader/broken';
import { unprintable } from '../loader/characters';
import { MAX_DEPTH } from '../depth';
import { blockAt, countReusable, type Edit, sameFrom } from './edit';
import { closingOffset } from './extent';
import { joinRegion } from './joinRegion';
import type { Nodes, SyntaxProblem } from '../loader/nodes';
import { simpleScalar } from './simple';
import { readStrictly } from '../loader/strict';
import { type Content, contentFrom, contentNotDeeper, endsAt, type Header, headerAt, isItem, isMarker, isValueLine, lineAfter, lookedAtLine, skipSpaces } from './textLines';

/** Attempts to find the end of a block whose bracket or quote goes on below. */
const MAX_EXTENSIONS = 8;

/** What a block holds, before its end is settled. */
type Made = Pick<Block, 'entries' | 'items' | 'inner'> & { next: Content; reach: number };

const NO_ENTRIES: MapEntry[] = [];
const NO_ITEMS: ConfigNode[] = [];
const NO_PROBLEMS: SyntaxProblem[] = [];

export class BlockReader {
  private readonly text: string;

  /** @param edit what changed since `old` regions were read; null when there are none */
  constructor(
    private readonly nodes: Nodes,
    private readonly edit: Edit | null,
  ) {
    this.text = nodes.text;
  }

  /**
   * @param at first character of the first block, which stands in `column`
   * @param old the region that stood here before the edit, if it was of this kind and column; it is used up
   */
  region(kind: Region['kind'], column: number, at: number, depth: number, indentless: boolean, old: Region | null): Region {
    const taken = this.edit && old && old.start === at ? countReusable(old, this.edit) : 0;
    const fresh: Block[] = [];
    let tail = old?.blocks.length ?? 0;
    const before = taken > 0 ? old?.blocks[taken - 1] : undefined;
    let next: Content = before ? contentOf(before) : { at, column };
    while (next.column === column && !isMarker(this.text, next) && !(indentless && !isItem(this.text, next.at))) {
      const same = this.edit && old ? sameFrom(old, next.at, this.edit) : -1;
      if (same >= 0 && old) {
        tail = same;
        shiftBlocks(old.blocks, tail, this.edit?.delta ?? 0);
        break;
      }
      const block = this.block(kind, column, next.at, depth, old ? (blockAt(old, next.at)?.inner ?? null) : null);
      fresh.push(block);
      next = contentOf(block);
    }
    return joinRegion({ kind, column, start: at, indentless }, { old, taken, fresh, tail }, this.text);
  }

  private block(kind: Region['kind'], column: number, at: number, depth: number, old: Region | null): Block {
    const problems: SyntaxProblem[] = [];
    this.nodes.problems = problems;
    const made = kind === 'map' ? this.entry(column, at, depth, old) : this.item(column, at, depth, old);
    let { next } = made;
    // Less deep than the first line below the key, deeper than the key: it belongs to neither.
    if (next.column > column) {
      problems.push({ range: lineRange(this.text, next.at), message: 'The indentation of this line fits no line above it.' });
      next = contentNotDeeper(this.text, next.at, column);
    }
    const bad = unprintable(made.inner ? this.text.slice(at, made.inner.start) : this.text.slice(at, next.at));
    if (bad) problems.push({ range: { start: at + bad.at, end: at + bad.at + bad.length }, message: `The character ${bad.name} is not allowed in YAML. Is this a text file?` });
    return {
      start: at,
      stop: next.at,
      stopColumn: next.column,
      reach: Math.max(made.reach, lookedAtLine(this.text, next.at)),
      entries: made.entries,
      items: made.items,
      problems: problems.length > 0 ? problems : NO_PROBLEMS,
      troubled: problems.length > 0 || (made.inner?.blocks.some((block) => block.troubled) ?? false),
      inner: made.inner,
    };
  }

  private entry(column: number, at: number, depth: number, old: Region | null): Made {
    const header = headerAt(this.text, at);
    if (!header || header.key === '<<') return this.strictly('map', column, at, depth, header);
    const valueAt = skipSpaces(this.text, header.colonEnd);
    const key = this.nodes.scalar(at, header.keyEnd, header.key, !header.quoted, null, true);
    const made = endsAt(this.text, valueAt)
      ? this.below(column, header.colonEnd, valueAt, depth, true, old)
      : this.simple(column, valueAt);
    if (!made) return this.strictly('map', column, at, depth, header);
    const entries: MapEntry[] = [];
    this.nodes.pair(key, made.value, entries);
    return { ...made, entries, items: NO_ITEMS };
  }

  private item(column: number, at: number, depth: number, old: Region | null): Made {
    if (!isItem(this.text, at)) return this.strictly('list', column, at, depth, null);
    const valueAt = skipSpaces(this.text, at + 1);
    const inLine = this.inLineKind(valueAt);
    let made: { value: ConfigNode; next: Content; inner: Region | null; reach: number } | null;
    if (endsAt(this.text, valueAt)) made = this.below(column, at + 1, valueAt, depth, false, old);
    else if (inLine !== null && depth < MAX_DEPTH) made = this.inside(inLine, column + valueAt - at, valueAt, depth, false, old);
    else made = this.simple(column, valueAt);
    return made ? { ...made, entries: NO_ENTRIES, items: [made.value] } : this.strictly('list', column, at, depth, null);
  }

  private inLineKind(at: number): Region['kind'] | null {
    const header = headerAt(this.text, at);
    return header ? (header.key === '<<' ? null : 'map') : isItem(this.text, at) ? 'list' : null;
  }

  private simple(column: number, at: number): { value: ConfigNode; next: Content; inner: null; reach: number } | null {
    const scalar = simpleScalar(this.text, at);
    if (!scalar) return null;
    const next = contentFrom(this.text, lineAfter(this.text, scalar.end));
    if (next.column > column) return null;
    return { value: this.nodes.scalar(scalar.start, scalar.end, scalar.content, scalar.plain), next, inner: null, reach: 0 };
  }

  /** The value on the lines below a key or dash; null where it is no block collection. */
  private below(column: number, emptyAt: number, from: number, depth: number, isEntry: boolean, old: Region | null) {
    const next = contentFrom(this.text, lineAfter(this.text, from));
    const indentless = isEntry && next.column === column && isItem(this.text, next.at);
    // What a tab indents was meant to stand here.
    if (next.column <= column && !indentless) return { value: this.nodes.empty(emptyAt, this.text[next.at] !== '\t'), next, inner: null, reach: 0 };
    const kind = this.inLineKind(next.at);
    if (kind === null || depth >= MAX_DEPTH) return null;
    return this.inside(kind, next.column, next.at, depth, indentless, old);
  }

  private inside(kind: Region['kind'], column: number, at: number, depth: number, indentless: boolean, old: Region | null) {
    const mine = old && old.kind === kind && old.column === column && old.indentless === indentless ? old : null;
    const { problems } = this.nodes;
    const inner = this.region(kind, column, at, depth + 1, indentless, mine);
    this.nodes.problems = problems;
    const last = inner.blocks.at(-1) as Block;
    return { value: inner.node, next: contentOf(last), inner, reach: inner.blocks.reduce((reach, block) => Math.max(reach, block.reach), 0) };
  }

  /** Reads a block as the loader would; what it refuses becomes a problem and an uncertain value. */
  private strictly(kind: Region['kind'], column: number, at: number, depth: number, header: Header | null): Made {
    const natural = this.naturalEnd(kind, column, at);
    const anchors = this.nodes.anchorCount;
    let next = natural;
    let reach = 0;
    let failed: Broken | null = null;
    for (let i = 0; i < MAX_EXTENSIONS; i++) {
      const tried = this.tryStrictly(kind, at, next.at, column, depth);
      if (!(tried instanceof Broken)) return { ...tried, inner: null, next, reach };
      failed ??= tried;
      const closing: { end: number | null; looked: number } = tried.open === null ? { end: null, looked: 0 } : closingOffset(this.text, tried.open, next.at);
      reach = Math.max(reach, closing.looked);
      if (closing.end === null) break;
      this.nodes.forgetSince(anchors, false);
      next = contentNotDeeper(this.text, closing.end, column);
      // The next attempt reads up to there, and what it says depends on all of that.
      reach = Math.max(reach, lookedAtLine(this.text, next.at));
    }
    this.nodes.forgetSince(anchors, true);
    if (failed) this.nodes.report({ start: failed.start, end: failed.end }, failed.message);
    const entries: MapEntry[] = [];
    if (header && kind === 'map') {
      const key = this.nodes.scalar(at, header.keyEnd, header.key, !header.quoted, null, true);
      const start = skipSpaces(this.text, header.colonEnd);
      const end = Math.max(start, at + this.text.slice(at, natural.at).trimEnd().length);
      if (header.key !== '<<') this.nodes.pair(key, { ...this.nodes.empty(start, false), range: { start, end } }, entries);
    }
    return { entries, items: kind === 'list' ? [this.nodes.empty(at, false)] : NO_ITEMS, inner: null, next: natural, reach };
  }

  /** In a mapping, `: value` belongs to the `? key` above it, and items to the key above them. */
  private naturalEnd(kind: Region['kind'], column: number, at: number): Content {
    const { text } = this;
    let end = contentNotDeeper(text, at, column);
    if (kind === 'list' || isItem(text, at)) return end;
    const goesOn = (): boolean => end.column === column && (isItem(text, end.at) || (text[at] === '?' && isValueLine(text, end.at)));
    while (goesOn()) end = contentNotDeeper(text, end.at, column);
    return end;
  }

  private tryStrictly(kind: Region['kind'], at: number, end: number, column: number, depth: number): Pick<Block, 'entries' | 'items'> | Broken {
    const kept = this.nodes.problems;
    const problems: SyntaxProblem[] = [];
    this.nodes.problems = problems;
    try {
      const node = readStrictly(this.nodes, { start: at, end, lineStart: at - column, depth });
      if (node.kind !== kind || node.flow || node.range.start !== at) return notA(kind, this.text, at);
      kept.push(...problems);
      return node.kind === 'map' ? { entries: node.entries, items: NO_ITEMS } : { entries: NO_ENTRIES, items: node.items };
    } catch (error) {
      if (error instanceof Broken) return error;
      throw error;
    } finally {
      this.nodes.problems = kept;
    }
  }
}

const contentOf = (block: Block): Content => ({ at: block.stop, column: block.stopColumn });

/** A block that is not what its neighbours are. */
function notA(kind: Region['kind'], text: string, at: number): Broken {
  const { start, end } = lineRange(text, at);
  if (kind === 'list') return new Broken('This line has no "- " before it, unlike the items around it.', start, end);
  return new Broken(isItem(text, at) ? 'A list item cannot stand beside keys.' : 'This line has no ": " after its key.', start, end);
}

/** What a line says from an offset on, without its comment. */
function lineRange(text: string, at: number): { start: number; end: number } {
  const line = text.slice(at, Math.min(lineAfter(text, at), at + 1000)).replace(/\s+#[^]*$/, '').trimEnd();
  return { start: at, end: at + Math.max(1, line.length) };
}

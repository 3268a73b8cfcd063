/** Tokens to config nodes, with the grammar of PyYAML's parser: the first thing it would refuse ends the reading. */
import type { ConfigNode, MapEntry, Range } from '../../tree';
import { Broken } from './broken';
import { MAX_DEPTH, tooDeep } from '../depth';
import type { Nodes } from './nodes';
import { Scanner, type Token, type TokenKind } from './scanner';

/** What one reading of a stretch of text needs to know. */
export interface Stretch {
  start: number;
  /** Exclusive: nothing behind it is read. */
  end: number;
  /** Offset of column 0 of the line that `start` stands in. */
  lineStart: number;
  /** Collections around it. */
  depth: number;
}

/**
 * The one node that a stretch of text holds.
 *
 * @param tags handles that directives name, with what they stand for
 * @throws Broken where PyYAML would stop
 */
export function readStrictly(nodes: Nodes, stretch: Stretch): ConfigNode {
  const strict = new Strict(nodes, new Scanner(nodes.text, stretch.start, stretch.end, stretch.lineStart, nodes.loader === 'omegaconf').scan(), stretch);
  return strict.only();
}

/** A whole document with its directives and markers; null when it is empty. */
export function readDocument(nodes: Nodes, stretch: Stretch): ConfigNode | null {
  const tokens = new Scanner(nodes.text, stretch.start, stretch.end, stretch.lineStart, nodes.loader === 'omegaconf').scan();
  return new Strict(nodes, tokens, stretch).document();
}

class Strict {
  private at = 0;
  private depth: number;
  private readonly brackets: Token[] = [];
  private readonly tags = new Map([['!', '!'], ['!!', 'tag:yaml.org,2002:']]);

  constructor(
    private readonly nodes: Nodes,
    private readonly tokens: Token[],
    private readonly stretch: Stretch,
  ) {
    this.depth = stretch.depth;
  }

  only(): ConfigNode {
    const node = this.node(true, false);
    if (!this.is('eof')) throw this.misplaced();
    return node;
  }

  document(): ConfigNode | null {
    let directives = false;
    while (this.is('directive')) directives = this.directive(this.take());
    const explicit = this.is('---');
    if (explicit) this.take();
    else if (directives) throw this.misplaced();
    else if (this.is('eof')) return null;
    const empty = explicit && this.is('---', '...', 'eof', 'directive');
    const node = empty ? this.nodes.empty(this.peek().start) : this.node(true, false);
    while (this.is('...')) this.take();
    if (!this.is('eof')) throw this.is('---', 'directive') ? secondDocument(this.peek()) : this.misplaced();
    return node;
  }

  private directive({ value, start, end }: Token): true {
    const [name, first = '', second = ''] = value.split(/ +/);
    if (name === '%TAG') this.tags.set(first, second);
    if (name === '%YAML' && !first.startsWith('1.')) throw new Broken('The loader reads YAML 1 only.', start, end);
    return true;
  }

  private peek(): Token {
    return this.tokens[this.at] as Token;
  }

  private take(): Token {
    return this.tokens[this.at++] as Token;
  }

  private is(...kinds: TokenKind[]): boolean {
    return kinds.includes(this.peek().kind);
  }

  private misplaced(): Broken {
    const token = this.peek();
    if (token.kind === 'eof' && this.brackets.length > 0) return this.unclosed();
    if (token.kind === '?' || token.kind === 'map') return new Broken('The indentation of this line fits no line above it.', token.start, this.lineEnd(token.start));
    return new Broken('This cannot stand here.', token.start, Math.max(token.end, token.start + 1));
  }

  private unclosed(): Broken {
    const open = this.brackets[0] as Token;
    const inner = this.brackets.at(-1) as Token;
    const end = this.stretch.start + this.nodes.text.slice(this.stretch.start, this.stretch.end).trimEnd().length;
    return new Broken(`The bracket is not closed: ${inner.kind === '[' ? ']' : '}'} is missing here.`, Math.max(0, end - 1), end, open.start);
  }

  private lineEnd(from: number): number {
    const length = /^[^\r\n]*/.exec(this.nodes.text.slice(from, from + 200))?.[0].trimEnd().length ?? 0;
    return from + Math.max(1, length);
  }

  /** @param indentless whether `- ` in the column of the key around it starts a list */
  private node(block: boolean, indentless: boolean, isKey = false): ConfigNode {
    if (this.is('alias')) return this.nodes.alias(this.take());
    const anchor = this.is('anchor') ? this.take() : null;
    const tag = this.is('tag') ? this.take() : null;
    const late = anchor === null && this.is('anchor') ? this.take() : anchor;
    const name = tag === null ? null : this.tagName(tag);
    if (late) this.nodes.open(late);
    if (++this.depth > MAX_DEPTH) throw tooDeep(this.peek().start);
    const node = this.content(block, indentless, isKey, name, (late ?? tag)?.end ?? null);
    this.depth--;
    if (late) this.nodes.close(late, node);
    return node;
  }

  private content(block: boolean, indentless: boolean, isKey: boolean, tag: string | null, emptyAt: number | null): ConfigNode {
    const token = this.peek();
    const { nodes } = this;
    if (token.kind === 'scalar') {
      this.take();
      return nodes.scalar(token.start, token.end, token.value, token.plain, tag, isKey);
    }
    let node: ConfigNode;
    if (indentless && token.kind === '-') node = this.blockList(true);
    else if (token.kind === '[') node = this.flowList();
    else if (token.kind === '{') node = this.flowMap();
    else if (block && token.kind === 'seq') node = this.blockList(false);
    else if (block && token.kind === 'map') node = this.blockMap();
    else if (emptyAt !== null) return nodes.scalar(emptyAt, emptyAt, '', true, tag, isKey);
    else if (token.kind === 'eof' && this.brackets.length > 0) throw this.unclosed();
    else throw new Broken('A value is missing here.', token.start, Math.max(token.end, token.start + 1));
    if (tag !== null) nodes.checkCollectionTag(tag, node.range);
    return node;
  }

  private tagName({ value, start, end }: Token): string {
    if (value.startsWith('\0')) return value.slice(1);
    if (value === '!') return '!';
    const handle = /^![\w-]*!|^!/.exec(value)?.[0] ?? '!';
    const prefix = this.tags.get(handle);
    if (prefix === undefined) throw new Broken(`No %TAG line says what ${handle} stands for.`, start, end);
    return prefix + value.slice(handle.length);
  }

  private blockList(indentless: boolean): ConfigNode {
    const { start } = indentless ? this.peek() : this.take();
    const items: ConfigNode[] = [];
    const ends: TokenKind[] = indentless ? ['-', '?', ':', 'end'] : ['-', 'end'];
    while (this.is('-')) {
      const dash = this.take();
      items.push(this.is(...ends) ? this.nodes.empty(dash.end) : this.node(true, false));
    }
    if (!indentless) {
      if (!this.is('end')) throw this.misplaced();
      this.take();
    }
    return this.nodes.list(items, false, this.blockRange(start, items.at(-1)?.range.end ?? start));
  }

  private blockMap(): ConfigNode {
    const { start } = this.take();
    const entries: MapEntry[] = [];
    let end = start;
    while (this.is('?')) {
      const mark = this.take();
      const key = this.is('?', ':', 'end') ? this.nodes.empty(mark.end) : this.node(true, true, true);
      let value: ConfigNode;
      if (this.is(':')) {
        const colon = this.take();
        value = this.is('?', ':', 'end') ? this.nodes.empty(colon.end) : this.node(true, true);
      } else value = this.nodes.empty(this.peek().start);
      this.nodes.pair(key, value, entries);
      end = Math.max(end, key.range.end, value.range.end);
    }
    if (!this.is('end')) throw this.misplaced();
    this.take();
    return this.nodes.map(entries, false, this.blockRange(start, end));
  }

  /** A block collection ends with the line of its last part. */
  private blockRange(start: number, lastEnd: number): Range {
    return { start, end: Math.min(afterLine(this.nodes.text, lastEnd), this.stretch.end) };
  }

  private flowList(): ConfigNode {
    const open = this.take();
    this.brackets.push(open);
    const items: ConfigNode[] = [];
    for (let first = true; this.separated(']', first); first = false) items.push(this.is('?') ? this.onePair() : this.node(false, false));
    this.brackets.pop();
    return this.nodes.list(items, true, { start: open.start, end: this.take().end });
  }

  private flowMap(): ConfigNode {
    const open = this.take();
    this.brackets.push(open);
    const entries: MapEntry[] = [];
    for (let first = true; this.separated('}', first); first = false) {
      if (this.is('?')) this.flowPair('}', entries);
      else {
        const key = this.node(false, false, true);
        this.nodes.pair(key, this.nodes.empty(this.peek().start), entries);
      }
    }
    this.brackets.pop();
    return this.nodes.map(entries, true, { start: open.start, end: this.take().end });
  }

  /** Passes the comma before a further part; false at the closing bracket. */
  private separated(closing: ']' | '}', first: boolean): boolean {
    if (this.is(closing)) return false;
    if (first) return true;
    if (!this.is(',')) {
      if (this.is('eof')) throw this.unclosed();
      throw new Broken(`A comma or ${closing} is missing before this.`, this.peek().start, Math.max(this.peek().end, this.peek().start + 1));
    }
    this.take();
    return !this.is(closing);
  }

  private flowPair(closing: ']' | '}', entries: MapEntry[]): void {
    const mark = this.take();
    const key = this.is(':', ',', closing) ? this.nodes.empty(mark.end) : this.node(false, false, true);
    let value: ConfigNode = this.nodes.empty(this.peek().start);
    if (this.is(':')) {
      const colon = this.take();
      value = this.is(',', closing) ? this.nodes.empty(colon.end) : this.node(false, false);
    }
    this.nodes.pair(key, value, entries);
  }

  /** `[a: 1]` holds a mapping of one pair. */
  private onePair(): ConfigNode {
    const entries: MapEntry[] = [];
    const { start } = this.peek();
    this.flowPair(']', entries);
    return this.nodes.map(entries, true, { start, end: entries.at(-1)?.value.range.end ?? start });
  }
}

export const secondDocument = ({ start, end }: Range): Broken => new Broken('A second document (---) starts here; a config is one document.', start, end);

/** Offset behind the line break that ends the line of an offset; an offset at the start of a line stays. */
export function afterLine(text: string, offset: number): number {
  if (offset > 0 && text.charCodeAt(offset - 1) === 10) return offset;
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Text to tokens, with the rules of PyYAML's scanner about indentation and about which words may be keys. */
import { scanBlockScalar } from './blockScalar';
import { Broken } from './broken';
import { COLON, HASH, isBlank, isBreak, isBreakOrEnd, SPACE, TAB } from './characters';
import { MAX_DEPTH, tooDeep } from '../depth';
import { scanPlain } from './plain';
import { scanQuoted } from './quoted';
import { Reader } from './reader';
import { scanAnchor, scanDirective, scanTag } from './properties';

export type TokenKind =
  | '[' | ']' | '{' | '}' | ',' | '-' | '?' | ':'
  | 'map' | 'seq' | 'end' | 'scalar' | 'alias' | 'anchor' | 'tag' | 'directive' | '---' | '...' | 'eof';

export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  /** Of a scalar its content, of an alias or anchor its name, of a tag its handle and suffix as written. */
  value: string;
  plain: boolean;
}

/** A word that is a key if a colon follows on its line. */
interface PossibleKey {
  token: number;
  at: number;
  line: number;
  column: number;
  /** It stands where only a key can stand. */
  required: boolean;
}

/** PyYAML takes no longer words for keys. */
const MAX_KEY = 1024;
const OPENING: Record<number, '[' | '{'> = { 91: '[', 123: '{' };
const CLOSING: Record<number, ']' | '}'> = { 93: ']', 125: '}' };

export class Scanner {
  private readonly tokens: Token[] = [];
  private readonly reader: Reader;
  /** Columns of the block collections that are open. */
  private readonly indents: number[] = [];
  private indent = -1;
  private flow = 0;
  private keyAllowed = true;
  /** By depth of flow collections. */
  private readonly keys = new Map<number, PossibleKey>();

  /**
   * @param end exclusive: the text ends there
   * @param lineStart offset of column 0 of the line that `start` stands in
   * @param lenient whether it reads what only libyaml accepts, too: OmegaConf uses that from 2.4 on, PyYAML's own before
   */
  constructor(
    text: string,
    start: number,
    end: number,
    lineStart: number,
    private readonly lenient: boolean,
  ) {
    this.reader = new Reader(text, start, end, lineStart);
  }

  /** @throws Broken where PyYAML's scanner stops */
  scan(): Token[] {
    while (this.next());
    return this.tokens;
  }

  private push(kind: TokenKind, start: number, end: number, value = '', plain = false): void {
    this.tokens.push({ kind, start, end, value, plain });
  }

  private next(): boolean {
    const { reader } = this;
    this.skipToToken();
    this.dropStaleKeys();
    this.unwind(reader.column);
    const code = reader.peek();
    const at = reader.at;
    const opening = OPENING[code];
    const closing = CLOSING[code];
    if (code === 0) {
      this.unwind(-1);
      this.dropKey();
      this.push('eof', at, at);
      return false;
    }
    if (reader.column === 0 && (code === 37 || reader.atMarker())) this.marker(code);
    else if (opening) this.openFlow(opening);
    else if (closing) this.closeFlow(closing);
    else if (code === 44) this.single(',', true);
    else if (code === 45 && isBlank(reader.peek(1))) this.item();
    else if (code === 63 && (this.flow > 0 || isBlank(reader.peek(1)))) this.explicitKey();
    else if (code === COLON && (this.flow > 0 || isBlank(reader.peek(1)))) this.colon();
    else this.scalar(code);
    return true;
  }

  private scalar(code: number): void {
    const { reader } = this;
    const at = reader.at;
    if ((code === 124 || code === 62) && this.flow === 0) {
      this.keyAllowed = true;
      this.dropKey();
      const { value, end } = scanBlockScalar(reader, this.indent);
      return this.push('scalar', at, end, value);
    }
    const plain = startsPlain(code, reader.peek(1), this.flow > 0);
    if (!plain && ![33, 34, 38, 39, 42].includes(code)) throw cannotStart(code, at, /^[ \t]*$/.test(reader.text.slice(reader.lineStart, at)));
    this.rememberKey();
    this.keyAllowed = false;
    if (plain) {
      const found = scanPlain(reader, this.indent, this.flow > 0, this.lenient);
      // In flow collections, too, a key may follow a line break inside a plain scalar.
      this.keyAllowed = found.brokeLine;
      this.push('scalar', at, found.end, found.value, true);
    } else {
      const kind = code === 33 ? 'tag' : code === 38 ? 'anchor' : code === 42 ? 'alias' : 'scalar';
      const value = kind === 'tag' ? scanTag(reader) : kind === 'scalar' ? scanQuoted(reader) : scanAnchor(reader);
      this.push(kind, at, reader.at, value);
    }
  }

  private skipToToken(): void {
    const { reader } = this;
    for (;;) {
      while (reader.peek() === SPACE || (this.lenient && reader.peek() === TAB && (this.flow > 0 || !this.keyAllowed))) reader.at++;
      if (reader.peek() === HASH) while (!isBreakOrEnd(reader.peek())) reader.at++;
      if (!isBreak(reader.peek())) return;
      reader.lineBreak();
      if (this.flow === 0) this.keyAllowed = true;
    }
  }

  private dropStaleKeys(): void {
    for (const [level, key] of this.keys) {
      if (key.line === this.reader.line && this.reader.at - key.at <= MAX_KEY) continue;
      if (key.required) throw this.noColon(key);
      this.keys.delete(level);
    }
  }

  private rememberKey(): void {
    if (!this.keyAllowed) return;
    const { reader } = this;
    const required = this.flow === 0 && this.indent === reader.column;
    this.dropKey();
    this.keys.set(this.flow, { token: this.tokens.length, at: reader.at, line: reader.line, column: reader.column, required });
  }

  private dropKey(): void {
    const key = this.keys.get(this.flow);
    if (!key) return;
    if (key.required) throw this.noColon(key);
    this.keys.delete(this.flow);
  }

  private noColon(key: PossibleKey): Broken {
    const end = /^[^\r\n]*?(?=[ \t]*(?:[ \t]#[^\r\n]*)?(?:[\r\n]|$))/.exec(this.reader.text.slice(key.at, this.reader.end))?.[0].length ?? 1;
    return new Broken('This line has no ": " after its key.', key.at, key.at + end);
  }

  private unwind(column: number): void {
    if (this.flow > 0) return;
    while (this.indent > column) {
      this.indent = this.indents.pop() ?? -1;
      this.push('end', this.reader.at, this.reader.at);
    }
  }

  private indentTo(column: number): boolean {
    if (this.indent >= column) return false;
    this.indents.push(this.indent);
    this.indent = column;
    return true;
  }

  private single(kind: TokenKind, keyAllowed: boolean): void {
    this.keyAllowed = keyAllowed;
    this.dropKey();
    const at = this.reader.at++;
    this.push(kind, at, at + 1);
  }

  private marker(code: number): void {
    const at = this.reader.at;
    this.unwind(-1);
    this.dropKey();
    this.keyAllowed = false;
    if (code === 37) {
      const value = scanDirective(this.reader);
      this.push('directive', at, this.reader.at, value);
    } else {
      this.reader.at += 3;
      this.push(code === 45 ? '---' : '...', at, at + 3);
    }
  }

  private openFlow(kind: '[' | '{'): void {
    this.rememberKey();
    if (++this.flow > MAX_DEPTH) throw tooDeep(this.reader.at);
    this.keyAllowed = true;
    const at = this.reader.at++;
    this.push(kind, at, at + 1);
  }

  private closeFlow(kind: ']' | '}'): void {
    this.dropKey();
    const at = this.reader.at++;
    if (this.flow === 0) throw new Broken(`This ${kind} closes nothing.`, at, at + 1);
    this.flow--;
    this.keyAllowed = false;
    this.push(kind, at, at + 1);
  }

  private item(): void {
    const at = this.reader.at;
    if (this.flow === 0) {
      if (!this.keyAllowed) throw new Broken('A list item cannot start here. Put it on a line of its own.', at, at + 1);
      if (this.indentTo(this.reader.column)) this.push('seq', at, at);
    }
    this.single('-', true);
  }

  private explicitKey(): void {
    const at = this.reader.at;
    if (this.flow === 0) {
      if (!this.keyAllowed) throw new Broken('A key cannot start here.', at, at + 1);
      if (this.indentTo(this.reader.column)) this.push('map', at, at);
    }
    this.single('?', this.flow === 0);
  }

  private colon(): void {
    const { reader } = this;
    const key = this.keys.get(this.flow);
    if (key) {
      this.keys.delete(this.flow);
      const inserted: Token[] = [{ kind: '?', start: key.at, end: key.at, value: '', plain: false }];
      if (this.flow === 0 && this.indentTo(key.column)) inserted.unshift({ kind: 'map', start: key.at, end: key.at, value: '', plain: false });
      this.tokens.splice(key.token, 0, ...inserted);
      this.keyAllowed = false;
    } else {
      if (this.flow === 0) {
        if (!this.keyAllowed) throw new Broken('A second ": " in one value. Quote the value if the colon belongs to it.', reader.at, reader.at + 1);
        if (this.indentTo(reader.column)) this.push('map', reader.at, reader.at);
      }
      this.keyAllowed = this.flow === 0;
      this.dropKey();
    }
    const at = reader.at++;
    this.push(':', at, at + 1);
  }
}

const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((char) => char.charCodeAt(0)));

function startsPlain(code: number, next: number, inFlow: boolean): boolean {
  if (!isBlank(code) && !INDICATORS.has(code)) return true;
  return !isBlank(next) && (code === 45 || (!inFlow && (code === 63 || code === COLON)));
}

function cannotStart(code: number, at: number, indents: boolean): Broken {
  if (code !== TAB) return new Broken(`A value cannot start with ${String.fromCharCode(code)} unless it is quoted.`, at, at + 1);
  return new Broken(indents ? 'Tabs are not allowed as indentation: use spaces.' : 'A tab cannot stand here: use a space.', at, at + 1);
}

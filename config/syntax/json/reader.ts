/** The recursive descent through JSON or HJSON text; its depth is bounded. */
import { MAX_DEPTH } from '../yaml/depth';
import type { SyntaxProblem } from '../yaml/parse';
import { Lines } from '../lines';
import type { ConfigNode, ListNode, MapEntry, MapNode, Range, ScalarNode } from '../tree';
import { commentEnd, lineEnd, readBare, readBareKey, readTriple } from './hjson';
import { readString } from './strings';
import { describeWord, readWord } from './words';

export class TooDeep extends Error {
  constructor(readonly at: number) {
    super('nested too deep');
  }
}

const MAX_PROBLEMS = 50;
const WORD = /[^\s,:{}[\]"]+/y;

export class JsonReader {
  readonly problems: SyntaxProblem[] = [];
  /** A bracket has no partner. */
  unclosed = false;
  private at = 0;
  private depth = 0;
  private lines: Lines | null = null;
  /** Brackets that are open around this place. */
  private readonly open: string[] = [];

  /** @param indented an entry no deeper than the line of its bracket closes the bracket */
  constructor(
    private readonly text: string,
    private readonly hjson: boolean,
    private readonly indented: boolean,
  ) {}

  document(): ConfigNode | null {
    if (this.text.startsWith('\ufeff')) {
      this.at = 1;
      if (!this.hjson) this.report({ start: 0, end: 1 }, 'A byte order mark starts this file; Python\'s json refuses it. Save it as UTF-8 without BOM.');
    }
    this.skip();
    if (this.ended()) {
      if (!this.hjson) this.report({ start: this.at, end: this.at }, 'The file is empty; a JSON file holds a value such as {}.');
      return null;
    }
    const root = this.hjson && !'{['.includes(this.char()) && this.keyAhead() ? this.map(false) : this.value();
    this.skip();
    if (!this.ended()) this.report({ start: this.at, end: lineEnd(this.text, this.at) }, 'Text behind the end of the value.');
    return root;
  }

  private value(): ConfigNode {
    if (this.char() === '{') return this.map(true);
    if (this.char() === '[') return this.list();
    return this.scalar();
  }

  private map(braces: boolean): MapNode {
    const start = this.at;
    const entries: MapEntry[] = [];
    const closed = this.nest(braces ? '}' : '', () => this.pair(entries));
    const last = new Map<string, MapEntry>();
    for (const entry of entries) {
      const before = last.get(entry.key);
      if (before) before.overridden = true;
      last.set(entry.key, entry);
    }
    return { kind: 'map', entries, flow: true, range: { start, end: this.at }, certain: closed };
  }

  private list(): ListNode {
    const start = this.at;
    const items: ConfigNode[] = [];
    const closed = this.nest(']', () => {
      items.push(this.value());
      return true;
    });
    return { kind: 'list', items, flow: true, range: { start, end: this.at }, certain: closed };
  }

  /**
   * The items up to the closing bracket ('' for the end of the text).
   *
   * @param item reads one item, false when it read nothing
   * @returns whether what it holds is known to be all
   */
  private nest(close: string, item: () => boolean): boolean {
    const opened = this.at;
    const limit = this.indented && this.depth > 0 ? this.indentation(opened) : -1;
    if (++this.depth > MAX_DEPTH) throw new TooDeep(opened);
    this.open.push(close);
    if (close !== '') this.at++;
    let end = this.at;
    let comma: number | null = null;
    let first = true;
    let whole = true;
    for (;;) {
      this.skip();
      const char = this.char();
      if (char === close) {
        if (comma !== null && !this.hjson) this.report({ start: comma, end: comma + 1 }, 'A comma with nothing behind it; JSON refuses that.');
        if (close !== '') this.at++;
        break;
      }
      if (this.ended() || ((char === '}' || char === ']') && this.open.includes(char))) {
        whole = this.missing(close, opened, end) && this.depth === 1;
        break;
      }
      if (char === ',' || char === '}' || char === ']') {
        this.unclosed ||= char !== ',';
        this.report({ start: this.at, end: this.at + 1 }, char === ',' ? 'A comma with nothing before it.' : `${char} closes nothing here.`);
        this.at++;
        continue;
      }
      if (!first && this.startsOutside(limit)) {
        this.missing(close, opened, end);
        break;
      }
      if (!first && comma === null && !this.hjson) this.report({ start: Math.max(opened, end - 1), end }, 'A comma is missing behind this.');
      if (!item()) this.resync();
      end = this.at;
      this.skip();
      comma = this.char() === ',' ? this.at++ : null;
      first = false;
    }
    this.open.pop();
    this.depth--;
    return whole;
  }

  private missing(close: string, opened: number, end: number): true {
    this.unclosed = true;
    this.report({ start: Math.max(opened, end - 1), end: Math.max(end, opened + 1) }, `The bracket is not closed: ${close} is missing here.`);
    this.at = Math.max(end, opened + 1);
    return true;
  }

  private pair(entries: MapEntry[]): boolean {
    const keyStart = this.at;
    const key = this.key();
    if (key === null) {
      this.at = this.wordEnd();
      this.report({ start: keyStart, end: this.at }, this.hjson ? 'A key, ":" and a value belong here.' : 'A key in double quotes belongs here.');
      return false;
    }
    const keyRange = { start: keyStart, end: this.at };
    const add = (value: ConfigNode): void => void entries.push({ key: key.name, textKey: true, keyRange, value, merged: false, overridden: false });
    this.skip();
    if (this.char() !== ':') {
      if (key.sound) this.report(keyRange, 'A key without ":" and a value.');
      this.at = keyRange.end;
      add(nothing(keyRange.end));
      return true;
    }
    const colon = this.at++;
    this.skip();
    if (this.ended() || ',}]'.includes(this.char()) || this.nextEntryAhead(colon)) {
      this.report({ start: keyStart, end: colon + 1 }, 'This key has no value.');
      this.at = colon + 1;
      add(nothing(colon + 1));
      return true;
    }
    const value = this.value();
    add(key.sound ? value : { ...value, certain: false });
    return true;
  }

  /** Null where no key stands. */
  private key(): { name: string; sound: boolean } | null {
    const char = this.char();
    if (char === '"' || (char === "'" && this.hjson)) {
      const { value, end, problem } = readString(this.text, this.at, this.hjson);
      if (problem !== null) this.report({ start: this.at, end }, problem);
      this.at = end;
      return { name: value, sound: problem === null };
    }
    const bare = readBareKey(this.text, this.at);
    if (bare === null) return null;
    if (!this.hjson) this.report({ start: this.at, end: bare.end }, 'A JSON key stands in double quotes.');
    this.at = bare.end;
    return { name: bare.key.replace(/^'(.*)'$/, '$1'), sound: this.hjson };
  }

  private scalar(): ScalarNode {
    const start = this.at;
    const char = this.char();
    const quoted = char === '"' || (char === "'" && this.hjson);
    if ('}],:'.includes(char)) this.report({ start, end: start + 1 }, 'A value belongs here.');
    const read = quoted ? this.quoted() : this.hjson ? { ...readBare(this.text, start), problem: null } : this.word();
    this.at = read.end;
    const range = { start, end: read.end };
    if (read.problem !== null) this.report(range, read.problem);
    return { kind: read.kind, value: read.value, range, certain: read.problem === null, source: this.text.slice(start, read.end), quoted };
  }

  private quoted(): Pick<ScalarNode, 'kind' | 'value'> & { end: number; problem: string | null } {
    const triple = this.hjson && this.text.startsWith("'''", this.at);
    return { kind: 'str', ...(triple ? readTriple(this.text, this.at, this.column(this.at)) : readString(this.text, this.at, this.hjson)) };
  }

  private word(): Pick<ScalarNode, 'kind' | 'value'> & { end: number; problem: string | null } {
    const end = this.wordEnd();
    const word = this.text.slice(this.at, end);
    const known = readWord(word);
    return known ? { ...known, end, problem: null } : { kind: 'str', value: word, end, problem: describeWord(word) };
  }

  private wordEnd(): number {
    WORD.lastIndex = this.at;
    return WORD.test(this.text) ? WORD.lastIndex : this.at + 1;
  }

  /** Behind a colon: the next line starts with a key, so this one's value is still missing. */
  private nextEntryAhead(colon: number): boolean {
    return this.text.slice(colon, this.at).includes('\n') && `"'`.includes(this.char()) && this.keyAhead();
  }

  private keyAhead(): boolean {
    const char = this.char();
    if (char !== '"' && !(char === "'" && this.hjson)) return this.hjson && readBareKey(this.text, this.at) !== null;
    const { end, problem } = readString(this.text, this.at, this.hjson);
    return problem === null && /^[ \t]*:/.test(this.text.slice(end, end + 100));
  }

  /** The next item is the first of its line and stands no deeper than the line that opened the bracket. */
  private startsOutside(limit: number): boolean {
    const column = limit < 0 ? Infinity : this.column(this.at);
    return column <= limit && this.text.slice(this.at - column, this.at).trim() === '';
  }

  private indentation(at: number): number {
    return /^[ \t]*/.exec(this.text.slice(at - this.column(at), at))?.[0].length ?? 0;
  }

  private column(at: number): number {
    this.lines ??= new Lines(this.text);
    return this.lines.position(at).character;
  }

  /** Behind what cannot be read: the next comma, closing bracket or line. */
  private resync(): void {
    while (!this.ended() && !',}]\n'.includes(this.char())) this.at++;
  }

  /** Past white space and comments, which only HJSON may have. */
  private skip(): void {
    for (;;) {
      while (' \t\n\r'.includes(this.char()) && !this.ended()) this.at++;
      const comment = commentEnd(this.text, this.at);
      if (comment === null) return;
      if (!this.hjson) this.report({ start: this.at, end: comment.end }, 'JSON has no comments.');
      else if (!comment.closed) this.report({ start: this.at, end: this.at + 2 }, 'The comment is not closed: */ is missing.');
      this.at = comment.end;
    }
  }

  private char(): string {
    return this.text[this.at] ?? '';
  }

  private ended(): boolean {
    return this.at >= this.text.length;
  }

  private report(range: Range, message: string): void {
    // Going back over a place finds the same again; of several missing brackets at one place the first is enough.
    const told = this.problems.some((problem) => problem.range.start === range.start && problem.range.end === range.end);
    if (!told && this.problems.length < MAX_PROBLEMS) this.problems.push({ range, message });
  }
}

const nothing = (at: number): ScalarNode => ({ kind: 'null', value: null, range: { start: at, end: at }, certain: false, source: '', quoted: false });

/** The value of a Hydra override as a node (hydra/grammar/OverrideParser.g4, overrides_visitor.py). */
import type { Range, Via } from '../tree';
import type { ConfigNode, MapEntry, ScalarNode } from '../tree';
import { type Token, tokenise, unquote } from './lexer';

export interface Place {
  range: Range;
  via: readonly Via[];
}
/** Where characters of the override's text stand. */
export type Locate = (from: number, to: number) => Place;

export interface OverrideProblem {
  range: Range;
  /** What Hydra stops at. */
  message: string;
}

export interface ParsedValue {
  node: ConfigNode;
  problem: OverrideProblem | null;
}

/** Longer overrides are not looked into. */
export const MAX_WORD = 20_000;
const MAX_DEPTH = 100;
const PRIMITIVE = new Set<Token['kind']>(['id', 'null', 'int', 'float', 'bool', 'interpolation', 'char', ':', 'escape', 'blank']);
const KEY = new Set<Token['kind']>(['id', 'null', 'int', 'float', 'bool', 'char', 'escape', 'blank']);
/** Functions that convert a value; every other one makes a sweep, which only `--multirun` takes. */
const CASTS = new Set(['int', 'float', 'str', 'bool', 'json_str', 'extend_list', 'shuffle', 'sort']);

/** Thrown at the token that Hydra's parser does not take, caught in `parseValue`. */
class Unexpected extends Error {
  constructor(readonly at: number) {
    super('unexpected');
  }
}

/** The value that stands from `from` to the end of `text`. */
export function parseValue(text: string, from: number, locate: Locate): ParsedValue {
  if (from >= text.length) return { node: scalar('str', '', '', false, locate(from, from)), problem: null };
  const tokens = tokenise(text, from);
  const whole = locate(from, text.length);
  const broken = (at: number): ParsedValue => {
    const char = text[at];
    const { range } = at < text.length ? locate(at, at + 1) : whole;
    const message = char === undefined ? 'Hydra misses something at the end of this value.' : `Hydra cannot read this value at ${JSON.stringify(char)}. Put it in quotes that the shell leaves: \\'...\\' or "'...'".`;
    return { node: uncertain(text.slice(from), whole), problem: { range, message } };
  };
  if (typeof tokens === 'number') return broken(tokens);
  try {
    const parser = new ValueParser(tokens, text, locate);
    const node = parser.element(0);
    if (parser.done) return { node, problem: null };
    if (!parser.atComma()) return broken(parser.position);
    parser.sweep();
    const message = 'Several values with commas between them are a sweep, which Hydra refuses without --multirun. A list is [a,b].';
    return { node: uncertain(text.slice(from), whole), problem: { range: whole.range, message } };
  } catch (error) {
    if (error instanceof Unexpected) return broken(error.at);
    throw error;
  }
}

class ValueParser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
    private readonly locate: Locate,
  ) {}

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  /** Offset of the token that is next. */
  get position(): number {
    return this.tokens[this.at]?.start ?? this.text.length;
  }

  atComma(): boolean {
    return this.tokens[this.at]?.kind === ',';
  }

  /** `a,b,c` behind its first element. */
  sweep(): void {
    while (!this.done) {
      this.take(',');
      this.element(0);
    }
  }

  element(depth: number): ConfigNode {
    if (depth > MAX_DEPTH) throw new Unexpected(this.position);
    const token = this.tokens[this.at];
    if (!token) throw new Unexpected(this.text.length);
    if (token.kind === '[') return this.list(depth);
    if (token.kind === '{') return this.dict(depth);
    if (token.kind === 'id' && this.tokens[this.at + 1]?.kind === '(') return this.call(depth);
    if (token.kind === 'quoted') {
      this.at++;
      return scalar('str', unquote(token.text), token.text, true, this.locate(token.start, token.end));
    }
    return this.primitive(PRIMITIVE).node;
  }

  private list(depth: number): ConfigNode {
    const { start } = this.take('[');
    const items: ConfigNode[] = [];
    if (this.tokens[this.at]?.kind !== ']') {
      items.push(this.element(depth + 1));
      while (this.atComma()) {
        this.at++;
        items.push(this.element(depth + 1));
      }
    }
    const { end } = this.take(']');
    return { kind: 'list', items, flow: true, certain: true, ...place(this.locate(start, end)) };
  }

  private dict(depth: number): ConfigNode {
    const { start } = this.take('{');
    const entries: MapEntry[] = [];
    while (this.tokens[this.at]?.kind !== '}') {
      if (entries.length > 0) this.take(',');
      const { node: key } = this.primitive(KEY);
      this.take(':');
      const value = this.element(depth + 1);
      const name = key.kind === 'str' ? String(key.value) : key.source;
      for (const entry of entries) if (entry.key === name) entry.overridden = true;
      entries.push({ key: name, textKey: key.kind === 'str', keyRange: key.range, value, merged: false, overridden: false });
    }
    const { end } = this.take('}');
    return { kind: 'map', entries, flow: true, certain: true, ...place(this.locate(start, end)) };
  }

  /** A cast or a sweep; what it gives is not worked out. */
  private call(depth: number): ConfigNode {
    const name = this.take('id');
    this.take('(');
    if (!CASTS.has(name.text) && !/^(?:range|interval|choice|glob|tag)$/.test(name.text)) throw new Unexpected(name.start);
    while (this.tokens[this.at]?.kind !== ')') {
      if (this.tokens[this.at]?.kind === 'id' && this.tokens[this.at + 1]?.kind === '=') this.at += 2;
      this.element(depth + 1);
      if (this.tokens[this.at]?.kind !== ')') this.take(',');
    }
    const { end } = this.take(')');
    return uncertain(this.text.slice(name.start, end), this.locate(name.start, end));
  }

  /** Tokens that stand together are one text; one alone has its own type. */
  private primitive(allowed: ReadonlySet<Token['kind']>): { node: ScalarNode } {
    const first = this.at;
    while (allowed.has(this.tokens[this.at]?.kind ?? ',')) this.at++;
    let tokens = this.tokens.slice(first, this.at);
    if (tokens.length === 0 || (tokens.length === 1 && tokens[0]?.kind === 'blank')) throw new Unexpected(this.position);
    if (tokens[0]?.kind === 'blank') tokens = tokens.slice(1);
    if (tokens.at(-1)?.kind === 'blank') tokens = tokens.slice(0, -1);
    const start = tokens[0]?.start ?? 0;
    const end = tokens.at(-1)?.end ?? start;
    const source = this.text.slice(start, end);
    const where = this.locate(start, end);
    if (tokens.some(({ kind }) => kind === 'interpolation')) return { node: uncertain(source, where) };
    const [only] = tokens;
    if (tokens.length === 1 && only) return { node: typed(only, where) };
    const value = tokens.map((token) => (token.kind === 'escape' ? unescape(token.text) : token.text)).join('');
    return { node: scalar('str', value, source, false, where) };
  }

  private take(kind: Token['kind']): Token {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) throw new Unexpected(token?.start ?? this.text.length);
    this.at++;
    return token;
  }
}

function typed({ kind, text }: Token, where: Place): ScalarNode {
  const number = text.replaceAll('_', '').toLowerCase();
  switch (kind) {
    case 'int':
      return scalar('int', Number(number), text, false, where);
    case 'float':
      return scalar('float', /inf$/.test(number) ? (number.startsWith('-') ? -Infinity : Infinity) : Number(number), text, false, where);
    case 'bool':
      return scalar('bool', number === 'true', text, false, where);
    case 'null':
      return scalar('null', null, text, false, where);
    default:
      return scalar('str', kind === 'escape' ? unescape(text) : text, text, false, where);
  }
}

/** Every other character of a run of escapes. */
const unescape = (text: string): string => text.replace(/\\([^])/g, '$1');

const place = ({ range, via }: Place): { range: Range; via?: readonly Via[] } => (via.length > 0 ? { range, via } : { range });

export const scalar = (kind: ScalarNode['kind'], value: ScalarNode['value'], source: string, quoted: boolean, where: Place): ScalarNode => ({ kind, value, source, quoted, certain: true, ...place(where) });

/** A value that is there and not known. */
export const uncertain = (source: string, where: Place): ScalarNode => ({ ...scalar('str', source, source, false, where), certain: false });

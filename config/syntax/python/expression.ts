/** Python expressions by recursive descent; the depth is bounded. */
import { MAX_DEPTH } from '../yaml/depth';
import type { Expr } from './ast';
import { fstringPieces, splitLiteral, unescape } from './strings';
import { type Token, tokenize } from './tokens';

/** The text is no expression that this reader knows. */
export class NoExpression extends Error {}

const CONSTANTS: Record<string, null | boolean> = { None: null, True: true, False: false };
const KEYWORDS = new Set(['if', 'else', 'for', 'in', 'and', 'or', 'not', 'is', 'lambda', 'async', 'await', 'yield', 'import', 'class', 'def', 'return', 'with', 'as', 'from', 'while', 'try']);
const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=', 'in', 'is', 'not']);
/** Operators and trailers of one expression: each may nest the tree by one. */
const MAX_LINKS = 500;
/** Loosest first. */
const BINARY = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '//', '%', '@']];

export class ExpressionParser {
  private depth = 0;
  private links = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private at: number,
    private readonly end: number,
  ) {}

  /** One expression, or several with commas between as a tuple; all tokens must be used. */
  whole(): Expr {
    const made = this.tuple();
    if (this.at < this.end) throw new NoExpression();
    return made;
  }

  private tuple(): Expr {
    const first = this.expression();
    if (!this.is(',')) return first;
    const items = [first];
    while (this.take(',')) if (this.at < this.end) items.push(this.expression());
    return { kind: 'tuple', items, range: this.from(first.range.start) };
  }

  private expression(): Expr {
    if (++this.depth > MAX_DEPTH) throw new NoExpression();
    const made = this.is('lambda') ? this.lambda() : this.conditional();
    this.depth--;
    return made;
  }

  private lambda(): Expr {
    const start = this.next().start;
    const plain = this.is(':');
    while (this.at < this.end && !this.is(':')) this.at++;
    this.need(':');
    const body = this.expression();
    return { kind: 'lambda', body, plain, range: this.from(start) };
  }

  private conditional(): Expr {
    const then = this.either();
    if (!this.take('if')) return then;
    const test = this.either();
    this.need('else');
    const otherwise = this.expression();
    return { kind: 'conditional', test, then, otherwise, range: this.from(then.range.start) };
  }

  private either(): Expr {
    return this.chain('or', () => this.chain('and', () => this.negation()));
  }

  private chain(op: string, operand: () => Expr): Expr {
    let left = operand();
    while (this.link(this.take(op))) left = { kind: 'binary', op, left, right: operand(), range: this.from(left.range.start) };
    return left;
  }

  private negation(): Expr {
    const starts: number[] = [];
    while (this.link(this.is('not'))) starts.push(this.next().start);
    let made = this.comparison();
    for (const start of starts.toReversed()) made = { kind: 'unary', op: 'not', operand: made, range: this.from(start) };
    return made;
  }

  private comparison(): Expr {
    const first = this.binary(0);
    const rest: [string, Expr][] = [];
    while (COMPARISONS.has(this.text())) {
      let op = this.next().text;
      if (op === 'not') op = `not ${this.need('in')}`;
      else if (op === 'is' && this.take('not')) op = 'is not';
      rest.push([op, this.binary(0)]);
    }
    return rest.length === 0 ? first : { kind: 'compare', first, rest, range: this.from(first.range.start) };
  }

  private binary(level: number): Expr {
    const operators = BINARY[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    while (this.link(operators.includes(this.text()))) {
      const op = this.next().text;
      left = { kind: 'binary', op, left, right: this.binary(level + 1), range: this.from(left.range.start) };
    }
    return left;
  }

  private unary(): Expr {
    const signs: Token[] = [];
    while (this.link(['-', '+', '~'].includes(this.text()))) signs.push(this.next());
    let made = this.power();
    for (const { text, start } of signs.toReversed()) made = { kind: 'unary', op: text, operand: made, range: this.from(start) };
    return made;
  }

  private power(): Expr {
    const left = this.primary();
    if (!this.take('**')) return left;
    if (++this.depth > MAX_DEPTH) throw new NoExpression();
    const right = this.unary();
    this.depth--;
    return { kind: 'binary', op: '**', left, right, range: this.from(left.range.start) };
  }

  private primary(): Expr {
    let made = this.atom();
    for (;;) {
      this.link(true);
      const start = made.range.start;
      if (this.take('.')) made = { kind: 'attribute', of: made, name: this.name(), range: this.from(start) };
      else if (this.is('(')) made = this.call(made);
      else if (this.take('[')) {
        if (this.is(':')) throw new NoExpression();
        const index = this.tuple();
        this.need(']');
        made = { kind: 'subscript', of: made, index, range: this.from(start) };
      } else return made;
    }
  }

  private call(callee: Expr): Expr {
    this.need('(');
    const args: Expr[] = [];
    const keywords = new Map<string, Expr>();
    while (!this.is(')')) {
      const next = this.tokens[this.at + 1];
      if (this.tokens[this.at]?.type === 'name' && next?.text === '=') {
        const name = this.next().text;
        this.at++;
        keywords.set(name, this.expression());
      } else if (this.is('*') || this.is('**')) throw new NoExpression();
      else args.push(this.expression());
      if (this.is('for') || this.is('async')) throw new NoExpression();
      if (!this.take(',')) break;
    }
    this.need(')');
    return { kind: 'call', callee, args, keywords, range: this.from(callee.range.start) };
  }

  private atom(): Expr {
    const token = this.next();
    const range = { start: token.start, end: token.end };
    if (token.type === 'number') return { kind: 'number', text: token.text, range };
    if (token.type === 'string') return this.strings(token);
    if (token.type === 'name') {
      if (Object.hasOwn(CONSTANTS, token.text)) return { kind: 'constant', value: CONSTANTS[token.text] ?? null, range };
      if (KEYWORDS.has(token.text)) throw new NoExpression();
      return { kind: 'name', text: token.text, range };
    }
    if (token.text === '(') return this.bracket(token.start, ')');
    if (token.text === '[') return this.bracket(token.start, ']');
    if (token.text === '{') return this.braces(token.start);
    if (token.text === '...') return { kind: 'unknown', range };
    throw new NoExpression();
  }

  /** A list, a tuple, or an expression in brackets. */
  private bracket(start: number, close: string): Expr {
    const items: Expr[] = [];
    let commas = 0;
    while (!this.is(close)) {
      if (this.is('*')) throw new NoExpression();
      items.push(this.expression());
      if (this.is('for') || this.is('async') || this.is(':=')) throw new NoExpression();
      if (!this.take(',')) break;
      commas++;
    }
    this.need(close);
    const [only] = items;
    if (close === ')' && only && commas === 0) return { ...only, range: this.from(start) };
    return { kind: close === ')' ? 'tuple' : 'list', items, range: this.from(start) };
  }

  private braces(start: number): Expr {
    const entries: [Expr, Expr][] = [];
    const items: Expr[] = [];
    while (!this.is('}')) {
      if (this.is('**') || this.is('*')) throw new NoExpression();
      const key = this.expression();
      if (this.take(':')) entries.push([key, this.expression()]);
      else items.push(key);
      if (this.is('for') || this.is('async')) throw new NoExpression();
      if (!this.take(',')) break;
    }
    this.need('}');
    if (items.length > 0 && entries.length > 0) throw new NoExpression();
    return items.length > 0 ? { kind: 'set', items, range: this.from(start) } : { kind: 'dict', entries, range: this.from(start) };
  }

  /** Neighbouring literals are one string. */
  private strings(first: Token): Expr {
    const parts: (string | Expr | null)[] = [];
    let formatted = false;
    let bytes = false;
    for (let token: Token | undefined = first; token; token = this.tokens[this.at]?.type === 'string' && this.at < this.end ? this.next() : undefined) {
      const { prefix, body, bodyStart } = splitLiteral(token.text, token.start);
      bytes ||= prefix.includes('b');
      if (!prefix.includes('f')) parts.push(unescape(body, prefix.includes('r')));
      else {
        formatted = true;
        for (const piece of fstringPieces(body, bodyStart)) {
          if ('text' in piece) parts.push(unescape(piece.text, prefix.includes('r')));
          else parts.push('expression' in piece ? this.inner(piece.expression, piece.start) : null);
        }
      }
    }
    const range = this.from(first.start);
    if (bytes) return { kind: 'unknown', range };
    if (!formatted && parts.every((part) => typeof part === 'string')) return { kind: 'string', value: parts.join(''), range };
    return { kind: 'fstring', parts, range };
  }

  private inner(source: string, start: number): Expr | null {
    const tokens = tokenize(source)
      .filter(({ type }) => type !== 'newline')
      .map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
    try {
      const parser = new ExpressionParser(tokens, 0, tokens.length);
      parser.depth = this.depth + 1;
      parser.links = this.links;
      if (parser.depth > MAX_DEPTH) return null;
      return parser.whole();
    } catch (error) {
      if (error instanceof NoExpression) return null;
      throw error;
    }
  }

  /** Counts what nests without brackets: a sum of 10,000 terms is a tree as deep. */
  private link(more: boolean): boolean {
    if (more && ++this.links > MAX_LINKS) throw new NoExpression();
    return more;
  }

  private text(): string {
    return this.at < this.end ? (this.tokens[this.at]?.text ?? '') : '';
  }

  /** Strings and broken text never stand for a mark, whatever they hold. */
  private is(text: string): boolean {
    const token = this.at < this.end ? this.tokens[this.at] : undefined;
    return token !== undefined && token.text === text && (token.type === 'op' || token.type === 'name');
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  private need(text: string): string {
    if (!this.take(text)) throw new NoExpression();
    return text;
  }

  private next(): Token {
    const token = this.at < this.end ? this.tokens[this.at] : undefined;
    if (!token || token.type === 'broken') throw new NoExpression();
    this.at++;
    return token;
  }

  private name(): string {
    const token = this.next();
    if (token.type !== 'name') throw new NoExpression();
    return token.text;
  }

  private from(start: number): { start: number; end: number } {
    return { start, end: this.tokens[this.at - 1]?.end ?? start };
  }
}

/** The tokens as one expression; null where they are none. */
export function parseExpression(tokens: readonly Token[], from = 0, to = tokens.length): Expr | null {
  if (from >= to) return null;
  try {
    return new ExpressionParser(tokens, from, to).whole();
  } catch (error) {
    if (error instanceof NoExpression) return null;
    throw error;
  }
}

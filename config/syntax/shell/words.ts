/** Reads words: quotes, escapes and expansions, each part with its place. */
import type { Range } from '../tree';
import { ansiC } from './ansiC';
import type { DefaultOperator, ParameterPart, Word, WordPart } from './ast';
import { Notes } from './notes';
import { SUBSTITUTED } from './output';
import { lineEnd, skipNested } from './skip';

/** Where a stretch of parts stands, which decides what is special in it. */
type Mode = 'word' | 'quoted' | 'operand' | 'quotedOperand' | 'pattern' | 'heredoc';

const PLAIN: Record<Mode, RegExp> = {
  word: /[^\s;&|<>()\\'"$`]+/y,
  quoted: /[^\\"$`]+/y,
  operand: /[^\\'"$`}]+/y,
  quotedOperand: /[^\\"$`}]+/y,
  pattern: /[^\\'"$`}/]+/y,
  heredoc: /[^\\$`\n]+|\n/y,
};
/** What a backslash protects inside double quotes. */
const ESCAPED: Record<Mode, RegExp | null> = { word: null, operand: null, pattern: null, quoted: /[$`"\\]/, quotedOperand: /[$`"\\}]/, heredoc: /[$`\\]/ };
const ENDS: Record<Mode, RegExp | null> = { word: /[\s;&|<>()]/, quoted: /"/, operand: /\}/, quotedOperand: /\}/, pattern: /[}/]/, heredoc: null };

const NAME = /[A-Za-z_]\w*/y;
const PARAMETER = /[A-Za-z_]\w*|\d+|[@*#?$!-]/y;
const SUBSCRIPT = /\[([^[\]]*)\]/y;
const OPERATOR = /:?[-=+?]|##?|%%?|\/[/#%]?|,,?|\^\^?/y;
/** Deeper nesting of `${a:-${b:-...}}` is not looked into. */
const MAX_NESTING = 30;
export class WordReader extends Notes {
  private nesting = 0;

  /** @param halfTyped an opening quote that is taken to end at its line */
  constructor(
    text: string,
    private readonly halfTyped: number | null = null,
  ) {
    super(text);
  }

  /** The word at `at`; of length zero when none stands there. */
  word(at: number, limit = this.text.length): Word {
    const parts: WordPart[] = [];
    const end = this.parts(at, 'word', limit, parts);
    return { parts, range: { start: at, end } };
  }

  /** The body of a here-document. */
  heredoc(range: Range, literal: boolean): Word {
    const parts: WordPart[] = [];
    if (literal) parts.push({ kind: 'text', text: this.text.slice(range.start, range.end), range, quoted: true });
    else this.parts(range.start, 'heredoc', range.end, parts);
    return { parts, range };
  }

  private parts(from: number, mode: Mode, limit: number, into: WordPart[]): number {
    const { text } = this;
    const quoted = isQuoted(mode);
    const plain = PLAIN[mode];
    const literal = (start: number, end: number, value = text.slice(start, end), asQuoted = quoted): number => {
      into.push({ kind: 'text', text: value, range: { start, end }, quoted: asQuoted });
      return end;
    };
    let at = from;
    if (!quoted && text[at] === '~' && /[\s/;&|}]/.test(text[at + 1] ?? ' ')) {
      into.push({ kind: 'unknown', range: { start: at, end: at + 1 }, quoted: true });
      at++;
    }
    while (at < limit) {
      const char = text[at] ?? '';
      plain.lastIndex = at;
      const run = plain.exec(text)?.[0];
      if (run !== undefined) {
        at = literal(at, Math.min(at + run.length, limit));
        continue;
      }
      if (ENDS[mode]?.test(char)) {
        if (mode !== 'word' || !/[<>]/.test(char) || text[at + 1] !== '(') return at;
        at = this.substitution(at, at + 2, ')', quoted, into);
      } else if (char === '\\') {
        const next = text[at + 1] ?? '';
        const breakLength = next === '\n' ? 1 : text.startsWith('\r\n', at + 1) ? 2 : 0;
        if (breakLength > 0) at += 1 + breakLength;
        else if (at + 1 >= limit) at = literal(at, at + 1);
        else if (ESCAPED[mode]?.test(next) ?? true) at = literal(at, at + 2, next, true);
        else at = literal(at, at + 1);
      } else if (char === "'") at = this.singleQuoted(at, limit, into);
      else if (char === '"') at = mode === 'heredoc' ? literal(at, at + 1) : this.doubleQuoted(at, limit, into);
      else if (char === '`') at = this.substitution(at, at + 1, '`', quoted, into);
      else if (char === '$') at = this.dollar(at, mode, limit, into);
      else at = literal(at, at + 1);
    }
    return at;
  }

  private singleQuoted(at: number, limit: number, into: WordPart[]): number {
    const found = at === this.halfTyped ? -1 : this.text.indexOf("'", at + 1);
    if (found > lineEnd(this.text, at)) this.multiLine.push(at);
    const end = found < 0 || found >= limit ? this.unclosed(at, "'", limit) : found;
    into.push({ kind: 'text', text: this.text.slice(at + 1, end), range: { start: at + 1, end }, quoted: true });
    return found === end ? end + 1 : end;
  }

  private doubleQuoted(at: number, limit: number, into: WordPart[]): number {
    const parts: WordPart[] = [];
    const end = at === this.halfTyped ? limit : this.parts(at + 1, 'quoted', limit, parts);
    if (end < limit && end > lineEnd(this.text, at)) this.multiLine.push(at);
    if (end >= limit || this.text[end] !== '"') {
      const stop = this.unclosed(at, '"', limit);
      into.push({ kind: 'unknown', range: { start: at, end: stop }, quoted: true });
      return stop;
    }
    // `""` is a word, an empty one.
    if (parts.length === 0) parts.push({ kind: 'text', text: '', range: { start: at + 1, end: at + 1 }, quoted: true });
    for (const part of parts) into.push(part);
    return end + 1;
  }

  /** `$name`, `${...}`, `$(...)`, `$((...))`, `$'...'`; a dollar before anything else is text. */
  private dollar(at: number, mode: Mode, limit: number, into: WordPart[]): number {
    const { text } = this;
    const quoted = isQuoted(mode);
    const next = text[at + 1];
    if (next === '(') return this.parenthesis(at, quoted, into);
    if (next === '{') return this.braces(at, quoted, limit, into);
    if (next === "'" && !quoted) return this.ansiQuoted(at, limit, into);
    if (next === '"' && !quoted) return this.doubleQuoted(at + 1, limit, into);
    PARAMETER.lastIndex = at + 1;
    const found = PARAMETER.exec(text)?.[0];
    if (found === undefined || at + 1 >= limit) {
      into.push({ kind: 'text', text: '$', range: { start: at, end: at + 1 }, quoted });
      return at + 1;
    }
    // `$12` is `$1` and a 2.
    const name = /^\d/.test(found) ? found.slice(0, 1) : found;
    const end = at + 1 + name.length;
    const nameRange = { start: at + 1, end };
    this.used(name, nameRange);
    into.push({ kind: 'parameter', name, nameRange, subscript: null, operator: '', operand: null, replacement: null, range: { start: at, end }, quoted });
    return end;
  }

  private parenthesis(at: number, quoted: boolean, into: WordPart[]): number {
    if (this.text[at + 2] === '(') {
      const inner = skipNested(this.text, at + 3, ')');
      if (inner !== null && this.text[inner] === ')') {
        this.arithmeticNames({ start: at + 3, end: inner - 1 });
        into.push({ kind: 'arithmetic', expression: this.text.slice(at + 3, inner - 1), range: { start: at, end: inner + 1 }, quoted });
        return inner + 1;
      }
    }
    return this.substitution(at, at + 2, ')', quoted, into);
  }

  private substitution(at: number, inside: number, closer: ')' | '`', quoted: boolean, into: WordPart[]): number {
    const closed = skipNested(this.text, inside, closer);
    const end = closed ?? this.unclosed(at, closer, this.text.length);
    const range = { start: at, end };
    const words = closed === null ? null : this.substituted(inside, closed - 1);
    into.push(words ? { kind: 'substitution', words, range, quoted } : { kind: 'unknown', range, quoted });
    return end;
  }

  /** The words of a substitution whose output is worked out; null when more than one such command stands there. */
  private substituted(from: number, limit: number): Word[] | null {
    SUBSTITUTED.lastIndex = from;
    // `<( )` gives a file's name; in backquotes a backslash protects once more.
    if (this.text[from - 1] === '(' ? this.text[from - 2] !== '$' : this.text.slice(from, limit).includes('\\')) return null;
    if (this.nesting >= MAX_NESTING || !SUBSTITUTED.test(this.text) || SUBSTITUTED.lastIndex > limit) return null;
    const words: Word[] = [];
    this.nesting++;
    let at = from;
    for (;;) {
      while (at < limit && /[ \t]/.test(this.text[at] ?? '')) at++;
      if (at >= limit || this.text[at] === '#') break;
      const word = this.word(at, limit);
      if (word.range.end === at) break;
      words.push(word);
      at = word.range.end;
    }
    this.nesting--;
    return at === limit ? words : null;
  }

  private ansiQuoted(at: number, limit: number, into: WordPart[]): number {
    const { parts, end } = ansiC(this.text, at + 2);
    const closed = end < limit && this.text[end] === "'";
    if (!closed) {
      const stop = this.unclosed(at, "'", limit);
      into.push({ kind: 'unknown', range: { start: at, end: stop }, quoted: true });
      return stop;
    }
    for (const part of parts) into.push(part);
    return end + 1;
  }

  private braces(at: number, quoted: boolean, limit: number, into: WordPart[]): number {
    const part = this.parameter(at, quoted, limit);
    if (part) {
      into.push(part);
      return part.range.end;
    }
    const end = skipNested(this.text, at + 2, '}', quoted) ?? this.unclosed(at, '}', limit);
    into.push({ kind: 'unknown', range: { start: at, end }, quoted });
    return end;
  }

  /** `${name[subscript]operator operand}`; null where it is another form or not closed. */
  private parameter(at: number, quoted: boolean, limit: number): ParameterPart | null {
    const { text } = this;
    PARAMETER.lastIndex = at + 2;
    const name = PARAMETER.exec(text)?.[0];
    if (name === undefined || this.nesting >= MAX_NESTING) return this.lengthOf(at, quoted);
    const nameRange = { start: at + 2, end: at + 2 + name.length };
    let from = nameRange.end;
    let subscript: ParameterPart['subscript'] = null;
    SUBSCRIPT.lastIndex = from;
    const index = SUBSCRIPT.exec(text);
    if (index) {
      const inner = index[1] ?? '';
      subscript = inner === '@' || inner === '*' ? inner : /^\d{1,6}$/.test(inner) ? Number(inner) : 'other';
      from += index[0].length;
    }
    const part: ParameterPart = { kind: 'parameter', name, nameRange, subscript, operator: '', operand: null, replacement: null, range: { start: at, end: from + 1 }, quoted };
    const complete = text[from] === '}' && from < limit;
    const operator = complete ? '' : operatorAt(text, from);
    if (operator === null) return this.lengthOf(at, quoted);
    if (!complete) {
      const end = this.operands(part, operator, from + operator.length, limit);
      if (end === null) return null;
      part.range.end = end + 1;
    }
    this.used(name, nameRange);
    part.operator = operator;
    return part;
  }

  /** Reads what stands behind the operator, up to the closing brace; null where that is missing. */
  private operands(part: ParameterPart, operator: ParameterPart['operator'], from: number, limit: number): number | null {
    const { text } = this;
    const replaces = operator.startsWith('/');
    // Quotes around the whole are none for the pattern in it.
    const mode = replaces ? 'pattern' : !isDefault(operator) ? 'operand' : part.quoted ? 'quotedOperand' : 'operand';
    this.nesting++;
    part.operand = this.stretch(from, mode, limit);
    let { end } = part.operand.range;
    if (replaces && text[end] === '/') {
      part.replacement = this.stretch(end + 1, part.quoted ? 'quotedOperand' : 'operand', limit);
      ({ end } = part.replacement.range);
    }
    this.nesting--;
    return end < limit && text[end] === '}' ? end : null;
  }

  private stretch(from: number, mode: Mode, limit: number): Word {
    const parts: WordPart[] = [];
    const end = this.parts(from, mode, limit, parts);
    return { parts, range: { start: from, end } };
  }

  /** `${#name}`; of `${!name}`, `${name:1:2}` and the like it is not worked out what they give. */
  private lengthOf(at: number, quoted: boolean): ParameterPart | null {
    NAME.lastIndex = /[#!]/.test(this.text[at + 2] ?? '') ? at + 3 : at + 2;
    const start = NAME.lastIndex;
    const name = NAME.exec(this.text)?.[0];
    const end = name === undefined ? null : skipNested(this.text, at + 2, '}', quoted);
    if (name === undefined || end === null) return null;
    const nameRange = { start, end: start + name.length };
    this.used(name, nameRange);
    // `${A[@]:1}` is several words, `${#A[@]}` their number.
    const counts = this.text[at + 2] === '#';
    const all = /^\[[@*]\]/.test(this.text.slice(nameRange.end, nameRange.end + 3));
    const length = counts && nameRange.end + (all ? 3 : 0) === end - 1;
    return { kind: 'parameter', name, nameRange, subscript: all && (length || !counts) ? '@' : null, operator: length ? 'length' : 'other', operand: null, replacement: null, range: { start: at, end }, quoted };
  }
}

const isQuoted = (mode: Mode): boolean => mode === 'quoted' || mode === 'quotedOperand' || mode === 'heredoc';
export const isDefault = (operator: ParameterPart['operator']): operator is DefaultOperator => /^:?[-=+?]$/.test(operator);

function operatorAt(text: string, from: number): ParameterPart['operator'] | null {
  OPERATOR.lastIndex = from;
  return (OPERATOR.exec(text)?.[0] ?? null) as ParameterPart['operator'] | null;
}

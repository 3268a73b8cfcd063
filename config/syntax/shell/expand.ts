/** Words to what a command is given: variables put in, split into fields, each with its place and its chain. */
import type { Range, Via } from '../tree';
import { evaluateArithmetic, number } from './arithmetic';
import type { ParameterPart, TransformOperator, Word, WordPart } from './ast';
import { expandBraces } from './braces';
import { FieldBuilder, type Fields } from './fields';
import { type PatternPiece, readPattern } from './glob';
import { outputOf } from './output';
import { type Scope, type TextValue, UNKNOWN, type Value } from './scope';
import { transform } from './transform';
import type { ShellWord, WordPiece } from './types';
import { isDefault } from './words';

/** Steps of a chain that are kept. */
export const MAX_VIA = 16;
/** Characters that expansions may produce in one script; behind it everything is unknown. */
const MAX_EXPANDED = 1_000_000;
/** Characters of the source that name a step. */
const MAX_NAME = 200;

/** Stands in a script that another one holds for text of that one which is not known. */
export const NOT_KNOWN = '__not_known__';
/** Options that change what patterns match. */
const PATTERN_OPTIONS = /nocasematch|extglob|BASH_COMPAT/;

/** What `$1` and `$@` are: of a function its call's words, of the script unknown. */
export interface Positional {
  words: readonly ShellWord[] | null;
  /** The script's own arguments: usually none, so `${1:-default}` is the default. */
  script: boolean;
}

export class Expander {
  private expanded = 0;
  /** False once `IFS` is set: then texts are split at other characters. */
  splits = true;
  private readonly patternsVary: boolean;

  constructor(private readonly source: string) {
    this.patternsVary = PATTERN_OPTIONS.test(source);
  }

  /** The fields of a command's word. */
  fields(word: Word, scope: Scope, positional: Positional): Fields {
    const words = expandBraces(word);
    if (words?.length === 1 && words[0]) return this.fieldsOf(words[0], scope, positional);
    if (!words) return this.fieldsOf({ ...word, parts: [{ kind: 'unknown', range: word.range, quoted: false }] }, scope, positional);
    const all = words.map((each) => this.fieldsOf(each, scope, positional));
    return { words: all.flatMap((each) => each.words), open: all.some(({ open }) => open), takesArguments: all.some(({ takesArguments }) => takesArguments) };
  }

  private fieldsOf(word: Word, scope: Scope, positional: Positional): Fields {
    const builder = new FieldBuilder(word.range);
    for (const part of word.parts) {
      if (part.kind === 'text') builder.text({ text: part.text, range: part.range, via: [] }, part.quoted);
      else if (part.kind === 'parameter') this.parameterFields(part, word, scope, positional, builder);
      else builder.piece(this.piece(part, scope, positional), part.quoted, null);
    }
    return builder.finish(word.parts.length === 0);
  }

  /** The text of a word that is not split: the right side of an assignment. */
  value(word: Word, scope: Scope, positional: Positional): TextValue {
    return this.textValue(word.parts.map((part) => this.piece(part, scope, positional)), word.range);
  }

  textValue(all: readonly WordPiece[], range: Range): TextValue {
    const pieces = all.filter((piece) => piece.text !== '' || piece.via.length > 0);
    const text = this.joined(pieces);
    const inner: Via[] = [];
    for (const { via } of pieces) for (const step of via) if (inner.length < MAX_VIA) inner.push(step);
    const own = { name: nameOf(this.source, range), range, text };
    return { kind: 'text', pieces, text, range, chain: pieces.length === 1 && inner.length > 0 ? inner : [own, ...inner] };
  }

  /** The value of a word that is known already. */
  wordValue(word: ShellWord): TextValue {
    return this.textValue(word.pieces, word.range);
  }

  /** A word as a pattern: what is not quoted has its special characters. */
  pattern(word: Word, scope: Scope, positional: Positional): ReturnType<typeof readPattern> {
    if (this.patternsVary) return null;
    return readPattern(word.parts.map((part): PatternPiece => ({ text: whole(this.piece(part, scope, positional).text), quoted: part.quoted })));
  }

  /** The number that a name stands for in arithmetic. */
  numberOf(name: string, scope: Scope): bigint | null {
    const value = scope.get(name);
    return value?.kind === 'text' && value.text !== null ? number(value.text) : null;
  }

  /** A word that is not split, with null for a text that holds something not known. */
  known(word: Word, scope: Scope, positional: Positional): { text: string | null } {
    return { text: whole(this.value(word, scope, positional).text) };
  }

  /** As it stands in the script. */
  written(word: Word): string {
    return nameOf(this.source, word.range);
  }

  /** Concatenated text, null when a piece is not known or the script's budget is spent. */
  joined(pieces: readonly WordPiece[]): string | null {
    let text = '';
    for (const piece of pieces) {
      if (piece.text === null) return null;
      text += piece.text;
    }
    this.expanded += text.length;
    return this.expanded > MAX_EXPANDED ? null : text;
  }

  private parameterFields(part: ParameterPart, word: Word, scope: Scope, positional: Positional, builder: FieldBuilder): void {
    const { name, subscript, quoted } = part;
    const changes = part.operator !== '' && part.operator !== 'length' && !isDefault(part.operator);
    if (changes && (subscript === '@' || subscript === '*' || name === '@' || name === '*')) return builder.array([], true, quoted);
    if (part.operator === 'length') return builder.piece(this.piece(part, scope, positional), quoted, null);
    if (name === '@' || name === '*') {
      if (positional.words) builder.array(positional.words, false, quoted);
      else if (positional.script) builder.arguments();
      else builder.array([], true, quoted);
      return;
    }
    if (subscript === '@' || subscript === '*') {
      const value = scope.get(name);
      const alternative = part.operand && (!value || value.kind === 'unset' || part.operator.includes('+'));
      if (alternative && part.operand) return this.alternatives(part, value, scope, positional, builder);
      if (quoted && subscript === '*') return builder.piece(this.piece(part, scope, positional), true, null);
      if (value?.kind === 'array') {
        if (this.spend(value.words.length * 8)) return builder.array(value.words, value.open, quoted);
      } else if (value?.kind === 'unset') return;
      else if (value?.kind === 'text') return builder.piece(this.piece({ ...part, subscript: null }, scope, positional), quoted, null);
      return builder.array([], true, quoted);
    }
    const alone = word.parts.length === 1 && !quoted && part.operator === '' ? scope.get(name) : undefined;
    const piece = this.piece(part, scope, positional);
    builder.piece(this.splits || quoted ? piece : { ...piece, text: null }, quoted, alone?.kind === 'text' ? alone.pieces : null);
  }

  /** `${A[@]+"${A[@]}"}`, which keeps an empty array from being an error under `set -u`. */
  private alternatives(part: ParameterPart, value: Value | undefined, scope: Scope, positional: Positional, builder: FieldBuilder): void {
    const empty = !value || value.kind === 'unset' || (value.kind === 'array' && value.words.length === 0 && !value.open);
    const uses = part.operator.includes('+') ? !empty : empty;
    if (!uses || !part.operand) return;
    const inner = this.fields(part.operand, scope, positional);
    builder.array(inner.words, inner.open || value?.kind === 'unknown', true);
  }

  private piece(part: WordPart, scope: Scope, positional: Positional): WordPiece {
    if (part.kind === 'text') return { text: part.text, range: part.range, via: [] };
    if (part.kind === 'unknown') return this.step(part.range, null, []);
    if (part.kind === 'substitution') return this.substitution(part.words, part.range, scope, positional);
    if (part.kind === 'arithmetic') return this.arithmetic(part.expression, part.range, scope);
    return this.parameter(part, scope, positional);
  }

  private parameter(part: ParameterPart, scope: Scope, positional: Positional): WordPiece {
    const { operator, range } = part;
    const value = this.lookup(part, scope, positional);
    if (operator === 'other') return this.step(range, null, []);
    if (operator !== '' && !isDefault(operator)) return this.transformed(part, operator, value, scope, positional);
    const unset = value === undefined || value.kind === 'unset';
    const empty = unset || (operator.startsWith(':') && value.kind === 'text' && value.text === '');
    const unknown = value?.kind === 'unknown' || (value?.kind === 'text' && value.text === null);
    // Without a value the script stops at `:?`, so behind it there is one.
    if (operator === '?' || operator === ':?') return this.use(range, empty ? UNKNOWN : value);
    if (operator === '') return this.use(range, value);
    if (operator === '+' || operator === ':+') return unset || unknown || empty ? this.step(range, value && !unknown ? '' : null, []) : this.operand(part, scope, positional);
    // With `:-`, a text that is not known may be empty too.
    if (unknown || !empty) return this.use(range, value);
    const result = this.operand(part, scope, positional);
    if (operator.endsWith('=') && part.operand) scope.set(part.name, this.textValue([result], part.operand.range));
    return result;
  }

  private transformed(part: ParameterPart, operator: TransformOperator, value: Value | undefined, scope: Scope, positional: Positional): WordPiece {
    const { range, subscript, name } = part;
    if (operator === 'length' && (subscript === '@' || subscript === '*')) return this.step(range, lengthOf(scope.get(name)), []);
    const text = whole(value?.kind === 'text' ? value.text : value?.kind === 'unset' ? '' : null);
    const pattern = part.operand && part.operand.range.end > part.operand.range.start ? this.pattern(part.operand, scope, positional) : null;
    const replacement = part.replacement ? this.value(part.replacement, scope, positional).text : '';
    // Since bash 5.2 `&` stands for what was matched.
    if (text === null || replacement === null || /[&\\'"]/.test(replacement)) return this.step(range, null, []);
    const unread = part.operand !== null && part.operand.range.end > part.operand.range.start && !pattern;
    const result = unread ? null : transform(operator, text, pattern, replacement, (characters) => this.spend(characters));
    return this.step(range, result, value?.kind === 'text' ? value.chain : []);
  }

  /** What a command prints whose words are all known. A word with a glob in it may become the names of files. */
  private substitution(words: readonly Word[], range: Range, scope: Scope, positional: Positional): WordPiece {
    const all = words.map((word) => this.fields(word, scope, positional));
    const fields = all.flatMap((each) => each.words);
    const texts = fields.map(({ text, maybe }) => (maybe || (text !== null && /[*?[]/.test(text) && text.length > 1) ? null : whole(text)));
    const known = !all.some(({ open, takesArguments }) => open || takesArguments) && !texts.includes(null);
    const output = known ? outputOf(texts.filter((text) => text !== null)) : null;
    return this.step(range, output !== null && this.spend(output.length) ? output : null, fields.flatMap(({ via }) => via));
  }

  private operand(part: ParameterPart, scope: Scope, positional: Positional): WordPiece {
    const pieces = (part.operand?.parts ?? []).map((inner) => this.piece(inner, scope, positional));
    return this.step(part.range, this.joined(pieces), pieces.flatMap((piece) => piece.via));
  }

  private lookup(part: ParameterPart, scope: Scope, positional: Positional): Value | undefined {
    const { name, subscript } = part;
    if (/^\d+$/.test(name)) {
      const word = positional.words?.[Number(name) - 1];
      if (positional.words) return word ? this.wordValue(word) : { kind: 'unset' };
      return positional.script && name !== '0' ? undefined : UNKNOWN;
    }
    if (!/^[A-Za-z_]/.test(name)) return UNKNOWN;
    const value = scope.get(name);
    if (value?.kind !== 'array') return subscript === null || subscript === 0 ? value : UNKNOWN;
    // `"${A[*]}"` in an assignment is its words in one text.
    if (subscript === '*' || subscript === '@') return this.all(value, part.range);
    const word = typeof subscript === 'number' || subscript === null ? value.words[subscript ?? 0] : undefined;
    if (!word || value.open || word.maybe || !isCounted(value, Number(subscript))) return UNKNOWN;
    return this.wordValue(word);
  }

  private all(value: Value & { kind: 'array' }, range: Range): Value {
    if (value.open || value.words.some((word) => word.maybe || word.text === null)) return UNKNOWN;
    const pieces = value.words.flatMap((word, index) => (index === 0 ? word.pieces : [{ text: ' ', range: word.range, via: [] }, ...word.pieces]));
    return this.textValue(pieces, range);
  }

  private arithmetic(expression: string, range: Range, scope: Scope): WordPiece {
    const via: Via[] = [];
    const result = evaluateArithmetic(expression, (name) => {
      const value = scope.get(name);
      if (value?.kind === 'text') via.push({ name, range, text: value.text }, ...value.chain);
      return this.numberOf(name, scope);
    });
    return this.step(range, result === null ? null : String(result), via);
  }

  /** The use of a variable: its own step, then the way its value came. */
  private use(range: Range, value: Value | undefined): WordPiece {
    if (value?.kind === 'text') return this.step(range, this.spend(value.text?.length ?? 0) ? value.text : null, value.chain);
    return this.step(range, value?.kind === 'unset' ? '' : null, []);
  }

  private step(range: Range, text: string | null, rest: readonly Via[]): WordPiece {
    const own: Via = { name: nameOf(this.source, range), range, text };
    return { text, range, via: [own, ...rest].slice(0, MAX_VIA) };
  }

  /** False once the script has had its share. */
  spend(characters: number): boolean {
    this.expanded += characters;
    return this.expanded <= MAX_EXPANDED;
  }
}

const nameOf = (source: string, { start, end }: Range): string => source.slice(start, Math.min(end, start + MAX_NAME));

/** A text that is known as a whole. */
export const whole = (text: string | null): string | null => (text?.includes(NOT_KNOWN) ? null : text);

/** `${#A[@]}` */
function lengthOf(value: Value | undefined): string | null {
  if (value?.kind === 'array') return isCounted(value, value.words.length) ? String(value.words.length) : null;
  return value?.kind === 'text' ? '1' : value?.kind === 'unset' ? '0' : null;
}

/** The first words are that many: one that is not known may become several. */
const isCounted = (value: Value & { kind: 'array' }, many: number): boolean => !value.open && value.words.slice(0, many).every(({ text, maybe }) => text !== null && !maybe);

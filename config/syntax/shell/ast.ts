/** Bash's grammar as far as launch scripts use it, every piece with its place. */
import type { Range } from '../tree';

export type WordPart =
  | { kind: 'text'; text: string; range: Range; quoted: boolean }
  | ParameterPart
  /** `$(( expression ))`; the expression stands from `range.start + 3`. */
  | { kind: 'arithmetic'; expression: string; range: Range; quoted: boolean }
  /** `$(basename X)`: the words of a single command whose output follows from them. */
  | { kind: 'substitution'; words: Word[]; range: Range; quoted: boolean }
  /** Any other command substitution, process substitution, `~`: known when the script runs. */
  | { kind: 'unknown'; range: Range; quoted: boolean };

export interface ParameterPart {
  kind: 'parameter';
  /** A variable's name, a position (`1`), or one of `@ * # ? $ ! - 0`. */
  name: string;
  nameRange: Range;
  /** `[@]`, `[*]`, `[3]`; null without subscript, `other` for one that is not a plain number. */
  subscript: '@' | '*' | 'other' | number | null;
  operator: '' | DefaultOperator | TransformOperator | 'other';
  operand: Word | null;
  /** What `${V/pattern/replacement}` puts in. */
  replacement: Word | null;
  range: Range;
  quoted: boolean;
}

export type DefaultOperator = ':-' | '-' | ':=' | '=' | ':+' | '+' | ':?' | '?';
/** Cut a prefix or a suffix, replace, change the case, count. */
export type TransformOperator = '#' | '##' | '%' | '%%' | '/' | '//' | '/#' | '/%' | ',' | ',,' | '^' | '^^' | 'length';

export interface Word {
  /** Braces stand in it as text; where a command's words are made, `expandBraces` makes several words of it. */
  parts: WordPart[];
  range: Range;
}

export interface Assignment {
  name: string;
  nameRange: Range;
  append: boolean;
  /** `A[i]=value`. */
  subscript: boolean;
  /** A list for `A=( ... )`. */
  value: Word | Word[];
  range: Range;
}

export interface Simple {
  kind: 'simple';
  assignments: Assignment[];
  words: Word[];
  /** Body of the here-document or here-string that is its input. */
  input: Word | null;
  range: Range;
}

export type Block = Statement[];

export interface ChainItem {
  /** What stands before it; empty for the first. */
  operator: '' | '&&' | '||';
  statement: Statement;
}

export type Statement =
  | Simple
  /** `a && b || c`: what follows the first runs or does not. */
  | { kind: 'chain'; items: ChainItem[] }
  /** Each member runs in a shell of its own. */
  | { kind: 'pipeline'; items: Statement[] }
  | { kind: 'subshell'; body: Block }
  | { kind: 'group'; body: Block }
  /** `if`, `elif`, `else`: each branch with the condition that runs before it, null for `else`. */
  | { kind: 'conditional'; branches: { condition: Block | null; body: Block }[] }
  | { kind: 'case'; subject: Word; branches: CaseBranch[] }
  /** `list`: the words of `for x in ...`, null for any other loop. */
  | { kind: 'loop'; variable: string | null; list: Word[] | null; condition: Block; body: Block }
  /** `! statement` */
  | { kind: 'not'; statement: Statement }
  /** `[[ ... ]]`; null where it is not read. */
  | { kind: 'test'; tokens: TestToken[] | null }
  /** `(( expression ))`, with the names that it changes. */
  | { kind: 'arithmetic'; expression: string; names: string[] }
  | { kind: 'function'; name: string; body: Block }
  /** Left unread. */
  | { kind: 'opaque' };

export interface CaseBranch {
  patterns: Word[];
  body: Block;
  /** Goes on with the next branch: `;&` or `;;&`. */
  falls: boolean;
}

export type TestOperator = '&&' | '||' | '(' | ')' | '<' | '>';
export type TestToken = Word | TestOperator;

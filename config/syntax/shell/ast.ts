/** Bash's grammar as far as launch scripts use it, every piece with its place. */
import type { Range } from '../tree';

export type WordPart =
  | { kind: 'text'; text: string; range: Range; quoted: boolean }
  | ParameterPart
  /** `$(( expression ))`; the expression stands from `range.start + 3`. */
  | { kind: 'arithmetic'; expression: string; range: Range; quoted: boolean }
  /** Command and process substitution, `~`, brace expansion: known when the script runs. */
  | { kind: 'unknown'; range: Range; quoted: boolean };

export interface ParameterPart {
  kind: 'parameter';
  /** A variable's name, a position (`1`), or one of `@ * # ? $ ! - 0`. */
  name: string;
  nameRange: Range;
  /** `[@]`, `[*]`, `[3]`; null without subscript, `other` for one that is not a plain number. */
  subscript: '@' | '*' | 'other' | number | null;
  /** Empty, `:-`, `:=`, `:+`, `:?` and these without the colon; `other` for lengths, slices and patterns. */
  operator: '' | ':-' | '-' | ':=' | '=' | ':+' | '+' | ':?' | '?' | 'other';
  operand: Word | null;
  range: Range;
  quoted: boolean;
}

export interface Word {
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
  /** `if`, `elif`, `case`: each branch with the condition that runs before it. */
  | { kind: 'branches'; branches: { condition: Block; body: Block }[]; exhaustive: boolean }
  | { kind: 'loop'; variable: string | null; condition: Block; body: Block }
  | { kind: 'function'; name: string; body: Block }
  /** Reads or changes variables in a way that is not followed: `(( i++ ))`. */
  | { kind: 'opaque'; names: string[] };

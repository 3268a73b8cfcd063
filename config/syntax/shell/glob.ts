/** Bash's patterns: `*`, `?`, `[a-z]`, matched in one pass without going back. */
import type { WordPiece } from './types';

/** A stretch of text that is a pattern unless it is quoted. */
export interface PatternPiece extends Pick<WordPiece, 'text'> {
  quoted: boolean;
}

type Token = { kind: 'char'; char: string } | { kind: 'any' } | { kind: 'many' } | { kind: 'set'; chars: ReadonlySet<string>; not: boolean };
export type Pattern = readonly Token[];

const MAX_PATTERN = 200;
/** `[abc]`, `[!a-z0-9]`; classes and quotes in brackets are not followed. */
const SET = /\[([!^]?)([\w.,:;=+@%/ -]+)\]/y;

/** Null for what is not known and for patterns that depend on the locale or on options of the shell. */
export function readPattern(pieces: readonly PatternPiece[]): Pattern | null {
  const tokens: Token[] = [];
  for (const { text, quoted } of pieces) {
    if (text === null || tokens.length + text.length > MAX_PATTERN) return null;
    for (let at = 0; at < text.length; at++) {
      const char = text[at] ?? '';
      if (quoted || !/[*?[\]\\()]/.test(char)) tokens.push({ kind: 'char', char });
      else if (char === '*') tokens.push({ kind: 'many' });
      else if (char === '?') tokens.push({ kind: 'any' });
      else if (char === '[') {
        SET.lastIndex = at;
        const found = SET.exec(text);
        const chars = found && members(found[2] ?? '');
        if (!found || !chars) return null;
        tokens.push({ kind: 'set', chars, not: found[1] !== '' });
        at += found[0].length - 1;
      } else return null;
    }
  }
  return tokens;
}

/** Ranges of letters and digits in the order of ASCII; capitals and small letters mix in some locales. */
function members(text: string): ReadonlySet<string> | null {
  const chars = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const [from, dash, to] = [text[at] ?? '', text[at + 1], text[at + 2]];
    if (dash !== '-' || to === undefined) {
      chars.add(from);
      continue;
    }
    if (!/^(?:[a-z]{2}|[A-Z]{2}|\d{2})$/.test(from + to) || from > to) return null;
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) chars.add(String.fromCharCode(code));
    at += 2;
  }
  return chars;
}

/** True for text whose characters are the same in every locale. */
export const isPlain = (text: string): boolean => !/[^ -~\t\n]/.test(text);

const isLiteral = (pattern: Pattern): boolean => pattern.every(({ kind }) => kind === 'char' || kind === 'many');

/** Whether the whole text is matched; null where a locale decides. */
export function matches(pattern: Pattern, text: string): boolean | null {
  if (pattern.length > 0 && pattern.every(({ kind }) => kind === 'many')) return true;
  if (!isPlain(text) && !isLiteral(pattern)) return null;
  return ends(pattern, text, 0).at(-1) === text.length;
}

/** Where a match that begins at `from` may end, in order. */
export function ends(pattern: Pattern, text: string, from: number): number[] {
  const found: number[] = [];
  let states = reach(pattern, new Set([0]));
  for (let at = from; ; at++) {
    if (states.has(pattern.length)) found.push(at);
    const char = text[at];
    if (char === undefined || states.size === 0) return found;
    const next = new Set<number>();
    for (const state of states) {
      const token = pattern[state];
      if (token?.kind === 'many') next.add(state);
      else if (token && takes(token, char)) next.add(state + 1);
    }
    states = reach(pattern, next);
  }
}

/** A star may stand for nothing. */
function reach(pattern: Pattern, states: Set<number>): Set<number> {
  for (const state of states) if (pattern[state]?.kind === 'many') states.add(state + 1);
  return states;
}

function takes(token: Token, char: string): boolean {
  if (token.kind === 'char') return token.char === char;
  return token.kind === 'any' || (token.kind === 'set' && token.chars.has(char) !== token.not);
}

/** The pattern that matches the text read backwards. */
export const backwards = (pattern: Pattern): Pattern => pattern.toReversed();

/** What HJSON has beyond JSON, as the `hjson` package 3.1 reads it: comments, bare strings and keys, ''' strings. */
import type { ScalarNode } from '../tree';

type Value = Pick<ScalarNode, 'kind' | 'value'>;

/** Where a comment that starts here ends; null where none starts. An unclosed one reaches the end of the text. */
export function commentEnd(text: string, at: number): { end: number; closed: boolean } | null {
  if (text[at] === '#' || text.startsWith('//', at)) return { end: lineEnd(text, at), closed: true };
  if (!text.startsWith('/*', at)) return null;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? { end: text.length, closed: false } : { end: end + 2, closed: true };
}

export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** No number or literal is longer; keeps a long line linear. */
const LONGEST_LITERAL = 400;

const NUMBER = /^[\t ]*-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?[\t ]*$/;

/** A bare value: a literal or a number ends at the next mark, a string only at the end of its line. */
export function readBare(text: string, at: number): Value & { end: number } {
  const eol = lineEnd(text, at);
  for (let end = at; ; end++) {
    if (end >= eol) {
      const whole = text.slice(at, eol).trim();
      return { ...(literal(whole) ?? { kind: 'str', value: whole }), end: at + text.slice(at, eol).trimEnd().length };
    }
    const char = text[end] ?? '';
    const mark = char === ',' || char === '}' || char === ']' || char === '#' || text.startsWith('//', end) || text.startsWith('/*', end);
    if (!mark || end - at > LONGEST_LITERAL) continue;
    const value = literal(text.slice(at, end).trim());
    if (value) return { ...value, end: at + text.slice(at, end).trimEnd().length };
  }
}

function literal(word: string): Value | null {
  if (word === 'null') return { kind: 'null', value: null };
  if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true' };
  const number = NUMBER.exec(word);
  if (!number) return null;
  const value = Number(word);
  // The package turns 1.0 and 5e8 into integers.
  const float = (number[1] !== undefined || number[2] !== undefined) && !(Number.isInteger(value) && Math.abs(value) < 1e10);
  return { kind: float ? 'float' : 'int', value };
}

/**
 * A ''' string: its lines lose the indentation of the opening quotes, its first and last line break go.
 *
 * @param indent column of the opening quotes
 */
export function readTriple(text: string, at: number, indent: number): { value: string; end: number; problem: string | null } {
  const close = text.indexOf("'''", at + 3);
  const body = text.slice(at + 3, close < 0 ? text.length : close).replaceAll('\r', '');
  const lines = body.replace(/^[ \t]*/, '').split('\n');
  const kept = lines.map((line, index) => (index === 0 ? line : line.slice(Math.min(indent, /^[ \t]*/.exec(line)?.[0].length ?? 0))));
  if (kept.length > 1 && kept[0] === '') kept.shift();
  const value = kept.join('\n').replace(/\n$/, '');
  return close < 0 ? { value, end: text.length, problem: "The string is not closed: ''' is missing." } : { value, end: close + 3, problem: null };
}

/** A bare key ends at its colon; null where a space or bracket comes first. */
export function readBareKey(text: string, at: number): { key: string; end: number } | null {
  const match = /[^\s:{}[\],]+(?=\s*:)/y;
  match.lastIndex = at;
  const key = match.exec(text)?.[0];
  return key === undefined ? null : { key, end: at + key.length };
}

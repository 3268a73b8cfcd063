/** The scalars that most lines hold, read without tokens: one plain or quoted word or number, all on one line. */
import { CR, COLON, HASH, isBlank, LF, SPACE } from '../loader/characters';
import { endsAt, skipSpaces } from './textLines';

export interface SimpleScalar {
  start: number;
  end: number;
  content: string;
  plain: boolean;
}

/** A letter, a digit, or one of the marks that never mean anything by themselves. */
const STARTS_PLAIN = /[A-Za-z0-9_./$~+=^();\\<]/;

/** @returns null where a scalar needs a closer look; never wrong about one that it returns */
export function simpleScalar(text: string, at: number): SimpleScalar | null {
  const first = text.charCodeAt(at);
  if (first === 34 || first === 39) return quoted(text, at, first);
  if (!STARTS_PLAIN.test(text.charAt(at)) && !(first === 45 && !isBlank(text.charCodeAt(at + 1)) && at + 1 < text.length)) return null;
  let end = at;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) === LF)) break;
    if (code === HASH && text.charCodeAt(i - 1) === SPACE) break;
    // Tabs, control characters and unusual line ends; `: ` and a colon at the end.
    if (code < SPACE || code === 0x7f || (code >= 0x80 && code < 0xa0) || code === 0x2028 || code === 0x2029) return null;
    if (code === COLON && (i + 1 >= text.length || isBlank(text.charCodeAt(i + 1)))) return null;
    if (code !== SPACE) end = i + 1;
  }
  return { start: at, end, content: text.slice(at, end), plain: true };
}

const IN_QUOTES: Record<number, RegExp> = { 34: /"[^"\\\x00-\x1f\x7f-\x9f\u2028\u2029]*"/y, 39: /'[^'\x00-\x1f\x7f-\x9f\u2028\u2029]*'/y };

function quoted(text: string, at: number, quote: number): SimpleScalar | null {
  const pattern = IN_QUOTES[quote] as RegExp;
  pattern.lastIndex = at;
  const length = pattern.exec(text)?.[0].length ?? 0;
  const end = at + length;
  // `'it''s'` goes on behind its second quote.
  if (length === 0 || text.charCodeAt(end) === quote || !endsAt(text, skipSpaces(text, end))) return null;
  return { start: at, end, content: text.slice(at + 1, end - 1), plain: false };
}

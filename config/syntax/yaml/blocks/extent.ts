/** Where a bracket or quote that is open at the end of its block may be closed: the loader wants no indentation there. */
import { HASH, isBlank } from '../loader/characters';

/** Quotes that reach further are taken for forgotten ones. */
const MAX_QUOTED = 20_000;
/** Lines that look like entries; brackets that reach over more of them are taken for forgotten ones. */
const MAX_LOOKALIKES = 100;
const ENTRY_LINE = /[\w.-]+ *:(?:[ \r\n]|$)/y;

/**
 * @param open offset of the quote or bracket
 * @param from offset up to which it is known not to be closed
 * @returns `end` behind what closes it, null when nothing does; `looked`: nothing from that offset on was looked at
 */
export function closingOffset(text: string, open: number, from: number): { end: number | null; looked: number } {
  const first = text.charCodeAt(open);
  return first === 34 || first === 39 ? closingQuote(text, open, from) : closingBracket(text, open);
}

function closingQuote(text: string, open: number, from: number): { end: number | null; looked: number } {
  const limit = Math.min(text.length, from + MAX_QUOTED);
  const end = skipQuoted(text, open, limit);
  return end === null || end <= from ? { end: null, looked: limit + 1 } : { end, looked: Math.min(text.length, end) + 1 };
}

function skipQuoted(text: string, open: number, limit: number): number | null {
  const quote = text.charCodeAt(open);
  for (let at = open + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && quote === 34) at++;
    else if (code === quote) {
      if (quote === 34 || text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return null;
}

function closingBracket(text: string, open: number): { end: number | null; looked: number } {
  let depth = 0;
  let lookalikes = 0;
  /** The last character that is neither white space nor part of a comment. */
  let last = 0;
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      ENTRY_LINE.lastIndex = at + 1;
      // In a bracket, a new pair needs a comma before it: without one this is the next entry, and the bracket was forgotten.
      if (ENTRY_LINE.test(text) && (!',[{?'.includes(String.fromCharCode(last)) || ++lookalikes > MAX_LOOKALIKES)) return { end: null, looked: ENTRY_LINE.lastIndex + 1 };
    } else if (isBlank(code)) continue;
    else if (code === HASH && isBlank(text.charCodeAt(at - 1))) {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
      continue;
    } else if ((code === 34 || code === 39) && /[\s,[{:]/.test(text.charAt(at - 1))) {
      const end = skipQuoted(text, at, at + MAX_QUOTED);
      if (end === null) return { end: null, looked: at + MAX_QUOTED + 1 };
      at = end - 1;
    } else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && --depth === 0) return { end: at + 1, looked: at + 2 };
    if (code !== 10) last = code;
  }
  return { end: null, looked: text.length + 1 };
}

/** Lines of a text as blocks see them: how deep their content stands, and what it looks like. */
import { COLON, CR, HASH, isBlank, LF, SPACE } from '../loader/characters';

/** A line with something in it. */
export interface Content {
  /** First character that is no space; the text's length when there is no further line. */
  at: number;
  /** -1 when there is no further line. */
  column: number;
}

/** The first line at or behind `lineStart` that holds more than spaces and a comment. */
export function contentFrom(text: string, lineStart: number): Content {
  const { length } = text;
  for (let line = lineStart; line < length; ) {
    let at = line;
    while (text.charCodeAt(at) === SPACE) at++;
    const code = at < length ? text.charCodeAt(at) : LF;
    const empty = code === LF || (code === CR && text.charCodeAt(at + 1) === LF);
    if (!empty && code !== HASH) return { at, column: at - line };
    line = lineAfter(text, at);
  }
  return { at: length, column: -1 };
}

/** Start of the line behind the one that an offset stands in. */
export function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The next line with content whose column is not deeper than `column`. */
export function contentNotDeeper(text: string, from: number, column: number): Content {
  let found = contentFrom(text, lineAfter(text, from));
  while (found.column > column) found = contentFrom(text, lineAfter(text, found.at));
  return found;
}

/** How far a decision about a line looked: one more than the text's length when it met its end. */
export function lookedAtLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length + 1 : end + 1;
}

const isMark = (text: string, at: number, mark: number): boolean => text.charCodeAt(at) === mark && (at + 1 >= text.length || isBlank(text.charCodeAt(at + 1)));

/** `- `, the start of a list item. */
export const isItem = (text: string, at: number): boolean => isMark(text, at, 45);
/** `: `, the value of a key on a line of its own. */
export const isValueLine = (text: string, at: number): boolean => isMark(text, at, COLON);

/** `---` or `...`, alone, in column 0. */
export function isMarker(text: string, { at, column }: Content): boolean {
  const code = column === 0 ? text.charCodeAt(at) : 0;
  if (code !== 45 && code !== 46) return false;
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code && (at + 3 >= text.length || isBlank(text.charCodeAt(at + 3)));
}

export interface Header {
  /** The key without quotes. */
  key: string;
  keyEnd: number;
  quoted: boolean;
  /** Offset behind the colon. */
  colonEnd: number;
}

const KEY = /(?:([A-Za-z0-9_.$/][\w.$/@+-]*(?: +[\w.$/@+-]+)*)|"([^"\\\r\n]*)"|'([^'\r\n]*)') *:(?=[ \r\n]|$)/y;
/** The loader takes no longer words for keys. */
const MAX_KEY = 1000;

/** The key of a line that starts like most lines do: a plain or quoted word and a colon. */
export function headerAt(text: string, at: number): Header | null {
  KEY.lastIndex = at;
  const match = KEY.exec(text);
  if (!match || match[0].length > MAX_KEY) return null;
  const key = match[1] ?? match[2] ?? match[3] ?? '';
  const quoted = match[1] === undefined;
  return { key, quoted, keyEnd: at + key.length + (quoted ? 2 : 0), colonEnd: at + match[0].length };
}

/** First offset at or behind `from` that is no space. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Whether a line has nothing more to say at an offset: its end, or a comment behind a space. */
export function endsAt(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === LF || (code === CR && text.charCodeAt(at + 1) === LF) || (code === HASH && text.charCodeAt(at - 1) === SPACE);
}

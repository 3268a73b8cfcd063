/** `|` and `>`, as PyYAML's `scan_block_scalar` reads them. */
import { Broken } from './broken';
import { HASH, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from './characters';
import type { Reader } from './reader';

/**
 * Reads from the indicator to the start of the first line that no longer belongs to the scalar.
 *
 * @param parentIndent column of the collection around it, -1 at the top
 * @returns the value, and the offset behind the last line of it
 */
export function scanBlockScalar(reader: Reader, parentIndent: number): { value: string; end: number } {
  const folded = reader.peek() === 62;
  reader.at++;
  const { keep, increment } = header(reader);
  const minimum = Math.max(parentIndent + 1, 1);
  let pending: string;
  let end: number;
  let indent: number;
  if (increment === null) {
    const found = leadingBlankLines(reader);
    ({ breaks: pending, end } = found);
    indent = Math.max(minimum, found.deepest);
  } else {
    indent = minimum + increment - 1;
    ({ breaks: pending, end } = blankLines(reader, indent));
  }
  let value = '';
  let lineBreak = '';
  while (reader.column === indent && reader.peek() !== 0) {
    value += pending;
    const startsWithText = !isSpaceOrTab(reader.peek());
    const from = reader.at;
    while (!isBreakOrEnd(reader.peek())) reader.at++;
    value += reader.text.slice(from, reader.at);
    lineBreak = reader.lineBreak();
    ({ breaks: pending, end } = blankLines(reader, indent));
    if (reader.column !== indent || reader.peek() === 0) break;
    if (folded && lineBreak === '\n' && startsWithText && !isSpaceOrTab(reader.peek())) value += pending === '' ? ' ' : '';
    else value += lineBreak;
  }
  if (keep !== false) value += lineBreak;
  if (keep === true) value += pending;
  return { value, end };
}

const isSpaceOrTab = (code: number): boolean => code === SPACE || code === TAB;

/** `keep`: true for `+`, false for `-`, null for neither. */
function header(reader: Reader): { keep: boolean | null; increment: number | null } {
  let keep: boolean | null = null;
  let increment: number | null = null;
  for (let i = 0; i < 2; i++) {
    const code = reader.peek();
    if ((code === 43 || code === 45) && keep === null) keep = code === 43;
    else if (isDigit(code) && increment === null) increment = code - 48;
    else break;
    reader.at++;
  }
  if (increment === 0) throw new Broken('The indentation of a block of text is a number from 1 to 9.', reader.at - 1, reader.at);
  const wrong = (): Broken => new Broken('Only + or -, a number from 1 to 9 and a comment may stand behind | and >.', reader.at, reader.at + 1);
  if (!isBreakOrEnd(reader.peek()) && reader.peek() !== SPACE) throw wrong();
  while (reader.peek() === SPACE) reader.at++;
  if (reader.peek() === HASH) while (!isBreakOrEnd(reader.peek())) reader.at++;
  if (!isBreakOrEnd(reader.peek())) throw wrong();
  reader.lineBreak();
  return { keep, increment };
}

function leadingBlankLines(reader: Reader): { breaks: string; deepest: number; end: number } {
  let breaks = '';
  let deepest = 0;
  let end = reader.at;
  while (reader.peek() === SPACE || isBreak(reader.peek())) {
    if (reader.peek() === SPACE) {
      reader.at++;
      deepest = Math.max(deepest, reader.column);
    } else {
      breaks += reader.lineBreak();
      end = reader.at;
    }
  }
  return { breaks, deepest, end };
}

function blankLines(reader: Reader, indent: number): { breaks: string; end: number } {
  let breaks = '';
  let end = reader.at;
  const skip = (): void => {
    while (reader.column < indent && reader.peek() === SPACE) reader.at++;
  };
  skip();
  while (isBreak(reader.peek())) {
    breaks += reader.lineBreak();
    end = reader.at;
    skip();
  }
  return { breaks, end };
}

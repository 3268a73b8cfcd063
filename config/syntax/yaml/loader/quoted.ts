/** Quoted scalars, as PyYAML's `scan_flow_scalar` reads them: no line of them needs any indentation. */
import { Broken } from './broken';
import { isBlank, isBreak, SPACE, TAB } from './characters';
import type { Reader } from './reader';

const ESCAPES: Record<string, string> = {
  '0': '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b',
  ' ': ' ', '"': '"', '\\': '\\', '/': '/', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

/** Reads from the opening quote to behind the closing one; returns the value. */
export function scanQuoted(reader: Reader): string {
  const open = reader.at;
  const quote = reader.peek();
  const double = quote === 34;
  let value = '';
  reader.at++;
  for (;;) {
    const code = reader.peek();
    if (code === 0) throw new Broken('This quote is not closed.', open, open + 1, open);
    if (code === quote) {
      if (double || reader.peek(1) !== quote) break;
      value += "'";
      reader.at += 2;
    } else if (isBlank(code)) value += spaces(reader, open);
    else if (double && code === 92) value += escape(reader, open);
    else {
      const from = reader.at;
      for (let c = code; c !== quote && !isBlank(c) && !(double && c === 92); c = reader.peek()) reader.at++;
      value += reader.text.slice(from, reader.at);
    }
  }
  reader.at++;
  return value;
}

/** White space; one line break in it is a space, each further one a line break. */
function spaces(reader: Reader, open: number): string {
  const from = reader.at;
  while (reader.peek() === SPACE || reader.peek() === TAB) reader.at++;
  if (!isBreak(reader.peek())) return reader.peek() === 0 ? '' : reader.text.slice(from, reader.at);
  const first = reader.lineBreak();
  const more = breaks(reader, open);
  return (first === '\n' ? (more === '' ? ' ' : '') : first) + more;
}

function breaks(reader: Reader, open: number): string {
  let found = '';
  for (;;) {
    if (reader.atMarker()) throw new Broken('This quote is not closed.', open, open + 1, open);
    while (reader.peek() === SPACE || reader.peek() === TAB) reader.at++;
    if (!isBreak(reader.peek())) return found;
    found += reader.lineBreak();
  }
}

function escape(reader: Reader, open: number): string {
  const from = reader.at++;
  if (isBreak(reader.peek())) {
    reader.lineBreak();
    return breaks(reader, open);
  }
  const name = reader.peek() === 0 ? '' : reader.text.charAt(reader.at);
  const plain = Object.hasOwn(ESCAPES, name) ? ESCAPES[name] : undefined;
  if (plain !== undefined) {
    reader.at++;
    return plain;
  }
  const length = Object.hasOwn(HEX_DIGITS, name) ? (HEX_DIGITS[name] ?? 0) : 0;
  const digits = reader.text.slice(reader.at + 1, reader.at + 1 + length);
  if (length === 0) throw new Broken(`\\${name} is no escape in double quotes. Write \\\\ for a backslash, or use single quotes.`, from, from + 2);
  const code = Number.parseInt(digits, 16);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== length || code > 0x10ffff) {
    throw new Broken(`\\${name} takes ${length} hexadecimal digits of a character.`, from, from + 2);
  }
  reader.at += 1 + length;
  return String.fromCodePoint(code);
}

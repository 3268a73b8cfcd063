/** String literals: their text, and the pieces of an f-string. */
export interface StringLiteral {
  prefix: string;
  /** Between the quotes, escapes not resolved. */
  body: string;
  /** Offset of the body in the document. */
  bodyStart: number;
}

export function splitLiteral(text: string, start: number): StringLiteral {
  const match = /^([a-zA-Z]*)("""|'''|"|')/.exec(text);
  const prefix = (match?.[1] ?? '').toLowerCase();
  const quote = match?.[2] ?? '"';
  return { prefix, body: text.slice(prefix.length + quote.length, text.length - quote.length), bodyStart: start + prefix.length + quote.length };
}

const ESCAPES: Record<string, string> = { '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '' };

/** Null where the text names a character by `\N{...}`. */
export function unescape(body: string, raw: boolean): string | null {
  if (raw || !body.includes('\\')) return body;
  let known = true;
  const value = body.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([^]))/g, (whole, x, u, long, octal, single: string | undefined) => {
    const hex = (x ?? u ?? long) as string | undefined;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      known &&= code <= 0x10ffff;
      return known ? String.fromCodePoint(code) : '';
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal as string, 8));
    if (single === 'N') known = false;
    return single !== undefined && Object.hasOwn(ESCAPES, single) ? (ESCAPES[single] ?? '') : whole;
  });
  return known ? value : null;
}

export type FieldPiece = { text: string } | { expression: string; start: number } | { unknown: true };

/** Pieces of an f-string's body. A conversion or format specification makes a piece unknown. */
export function fstringPieces(body: string, bodyStart: number): FieldPiece[] {
  const pieces: FieldPiece[] = [];
  let text = '';
  for (let at = 0; at < body.length; at++) {
    const char = body[at] ?? '';
    if ((char === '{' || char === '}') && body[at + 1] === char) {
      text += char;
      at++;
    } else if (char === '{') {
      if (text !== '') pieces.push({ text });
      text = '';
      const { end, plain } = fieldEnd(body, at + 1);
      pieces.push(plain ? { expression: body.slice(at + 1, end), start: bodyStart + at + 1 } : { unknown: true });
      at = end;
    } else text += char;
  }
  if (text !== '') pieces.push({ text });
  return pieces;
}

/** Where the field's closing brace stands. */
function fieldEnd(body: string, from: number): { end: number; plain: boolean } {
  let depth = 0;
  let quote = '';
  let plain = true;
  for (let at = from; at < body.length; at++) {
    const char = body[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (char === '}' && depth === 0) return { end: at, plain };
    else if (')]}'.includes(char)) depth--;
    else if (depth === 0 && (char === ':' || (char === '!' && body[at + 1] !== '=') || (char === '=' && !'=<>!'.includes(body[at - 1] ?? '') && body[at + 1] !== '='))) plain = false;
  }
  return { end: body.length, plain: false };
}

/** Quoted strings of Python's `json` and of the `hjson` package. */

export interface ReadString {
  value: string;
  /** Behind the closing quote, or at the end of the line where there is none. */
  end: number;
  /** What is wrong with it, null for a sound one. */
  problem: string | null;
}

const ESCAPES: Record<string, string> = { '"': '"', "'": "'", '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * @param at the opening quote
 * @param hjson `\'` is an escape too
 */
export function readString(text: string, at: number, hjson: boolean): ReadString {
  const quote = text[at];
  let value = '';
  let problem: string | null = null;
  let from = at + 1;
  for (let i = from; i < text.length; ) {
    const char = text[i] ?? '';
    if (char === quote) return { value: value + text.slice(from, i), end: i + 1, problem };
    if (char === '\n' || char === '\r') return { value: value + text.slice(from, i), end: i, problem: `The string is not closed: ${quote} is missing.` };
    if (char !== '\\') {
      if (char < ' ') problem ??= `The character U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')} must be escaped in a string.`;
      i++;
      continue;
    }
    value += text.slice(from, i);
    const escape = readEscape(text, i + 1, hjson);
    if (escape === null) problem ??= `\\${text[i + 1] ?? ''} is no escape of a JSON string; write \\\\ for a backslash.`;
    value += escape?.value ?? '';
    i = escape?.end ?? i + 1;
    from = i;
  }
  return { value: value + text.slice(from), end: text.length, problem: `The string is not closed: ${quote} is missing.` };
}

function readEscape(text: string, at: number, hjson: boolean): { value: string; end: number } | null {
  const char = text[at] ?? '';
  if (char === 'u') {
    const digits = text.slice(at + 1, at + 5);
    return /^[0-9a-fA-F]{4}$/.test(digits) ? { value: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 5 } : null;
  }
  const value = char === "'" && !hjson ? undefined : Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
  return value === undefined ? null : { value, end: at + 1 };
}

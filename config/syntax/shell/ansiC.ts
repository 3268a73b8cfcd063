/** `$'...'`: the escapes of C inside single quotes. */
import type { WordPart } from './ast';

const NAMED: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', v: '\v' };
const NUMBERED = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/y;

/** Reads from behind the opening quote up to the closing one, where `end` stands, or to the end of the text. */
export function ansiC(text: string, from: number): { parts: WordPart[]; end: number } {
  const parts: WordPart[] = [];
  const push = (start: number, end: number, value: string): number => {
    parts.push({ kind: 'text', text: value, range: { start, end }, quoted: true });
    return end;
  };
  let at = from;
  while (at < text.length && text[at] !== "'") {
    if (text[at] !== '\\') {
      let end = at;
      while (end < text.length && text[end] !== "'" && text[end] !== '\\') end++;
      at = push(at, end, text.slice(at, end));
      continue;
    }
    NUMBERED.lastIndex = at;
    const numbered = NUMBERED.exec(text);
    if (numbered) {
      const code = numbered[4] !== undefined ? Number.parseInt(numbered[4], 8) % 256 : Number.parseInt(numbered[1] ?? numbered[2] ?? numbered[3] ?? '0', 16);
      at = push(at, at + numbered[0].length, code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
    } else {
      const next = text[at + 1] ?? '';
      at = push(at, at + 2, NAMED[next] ?? (/['"\\?]/.test(next) ? next : `\\${next}`));
    }
  }
  if (parts.length === 0) parts.push({ kind: 'text', text: '', range: { start: from, end: from }, quoted: true });
  return { parts, end: at };
}

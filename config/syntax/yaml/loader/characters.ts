/** Classes of characters (as UTF-16 codes) by which PyYAML's scanner decides. 0 stands for the end of the text. */

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const HASH = 35;
export const COLON = 58;

/** The end of the text, or one of the line ends: LF, CR, NEL, LS, PS. */
export const isBreakOrEnd = (code: number): boolean => code === LF || code === CR || code === 0 || code === 0x85 || code === 0x2028 || code === 0x2029;
export const isBreak = (code: number): boolean => code !== 0 && isBreakOrEnd(code);
/** White space, a line end or the end of the text. */
export const isBlank = (code: number): boolean => code === SPACE || code === TAB || isBreakOrEnd(code);
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Letters, digits, `-` and `_`: what names of anchors and tags are made of. */
export const isNameCharacter = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 45 || code === 95;

/** Characters that PyYAML's reader refuses anywhere in a file. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Offset and length of the first character of a text that no YAML file may hold, null when all are fine. */
export function unprintable(text: string): { at: number; length: number; name: string } | null {
  const match = UNPRINTABLE.exec(text);
  if (!match) return null;
  const code = match[0].codePointAt(0) ?? 0;
  return { at: match.index, length: match[0].length, name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}` };
}

/** Tokens of an override's value, as Hydra 1.3's lexer cuts them (hydra/grammar/OverrideLexer.g4, VALUE_MODE). */

export type TokenKind =
  | 'quoted' | '(' | ',' | ')' | '[' | ']' | '{' | '}' | ':' | '=' | 'float' | 'int' | 'bool' | 'null' | 'char' | 'id' | 'escape' | 'blank' | 'interpolation';

export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
  end: number;
}

const UNSIGNED = String.raw`(?:[1-9](?:_?\d)*|0)`;
const POINT = String.raw`(?:${UNSIGNED}?\.\d(?:_?\d)*|${UNSIGNED}\.)`;
const EXPONENT = String.raw`(?:${POINT}|${UNSIGNED})[eE][+-]?\d(?:_?\d)*`;

/** The longest match wins, of equally long ones the first. */
const RULES: readonly [TokenKind, RegExp][] = [
  ['(', /[ \t]*\([ \t]*/y],
  [',', /[ \t]*,[ \t]*/y],
  [')', /[ \t]*\)/y],
  ['[', /\[[ \t]*/y],
  [']', /[ \t]*\]/y],
  ['{', /\{[ \t]*/y],
  ['}', /[ \t]*\}/y],
  [':', /[ \t]*:[ \t]*/y],
  ['=', /[ \t]*=[ \t]*/y],
  ['float', new RegExp(String.raw`[+-]?(?:${EXPONENT}|${POINT}|[Ii][Nn][Ff]|[Nn][Aa][Nn])`, 'y')],
  ['int', new RegExp(String.raw`[+-]?${UNSIGNED}`, 'y')],
  ['bool', /[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]/y],
  ['null', /[Nn][Uu][Ll][Ll]/y],
  ['char', /[/\-\\+.$%*@?|]/y],
  ['id', /[A-Za-z_][\w-]*/y],
  ['escape', /(?:\\[\\()[\]{}:=, \t])+/y],
  ['blank', /[ \t]+/y],
  ['interpolation', /\$\{[^}]+\}/y],
];

/** All tokens, or the offset of the character that Hydra stops at. */
export function tokenise(text: string, from: number): Token[] | number {
  const tokens: Token[] = [];
  let at = from;
  while (at < text.length) {
    let kind: TokenKind | null = null;
    let end = quotedEnd(text, at);
    if (end > at) kind = 'quoted';
    else
      for (const [candidate, pattern] of RULES) {
        pattern.lastIndex = at;
        if (pattern.test(text) && pattern.lastIndex > end) {
          end = pattern.lastIndex;
          kind = candidate;
        }
      }
    if (!kind) return at;
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  }
  return tokens;
}

/** Behind the quote that closes the one at `at`: the first with an even number of backslashes before it; else `at`. */
function quotedEnd(text: string, at: number): number {
  const quote = text[at] ?? '';
  if (quote !== '"' && quote !== "'") return at;
  for (let end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    let backslashes = 0;
    while (end - backslashes - 1 > at && text[end - backslashes - 1] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return at;
}

/** Content of a quoted token: backslashes count only in front of a quote, where every other character is dropped. */
export function unquote(token: string): string {
  const body = token.slice(1);
  const escapes = token.startsWith('"') ? /\\+"/g : /\\+'/g;
  let content = '';
  let last = 0;
  for (const match of body.matchAll(escapes)) {
    const run = match[0];
    content += body.slice(last, match.index);
    for (let at = 1; at < run.length; at += 2) content += run[at] ?? '';
    last = match.index + run.length;
  }
  return content + body.slice(last).slice(0, -1);
}

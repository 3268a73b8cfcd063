/** Python text to tokens. Linear, never throws; what is broken becomes a `broken` token that ends with its line. */
export interface Token {
  type: 'name' | 'number' | 'string' | 'op' | 'newline' | 'broken';
  text: string;
  start: number;
  end: number;
}

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?[jJ]?)/y;
const STRING_START = /(?:[rRuUbBfF]|[rR][bBfF]|[bBfF][rR])?("""|'''|"|')/y;
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|>>|<<|<=|>=|==|!=|->|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|[-+*/%@&|^~<>()[\]{},:.;=]/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const add = (type: Token['type'], start: number, end: number): number => {
    tokens.push({ type, text: text.slice(start, end), start, end });
    return end;
  };
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const char = text[at] ?? '';
    if (char === '\n') at = add('newline', at, at + 1);
    else if (char === ' ' || char === '\t' || char === '\r' || char === '\f') at++;
    else if (char === '#') at = lineEnd(text, at);
    else if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else {
      const opening = match(STRING_START, at);
      if (opening !== null) {
        const { end, closed } = stringEnd(text, at, opening);
        at = add(closed ? 'string' : 'broken', at, end);
        continue;
      }
      const name = match(NAME, at);
      const number = name === null && /[\d.]/.test(char) ? match(NUMBER, at) : null;
      const operator = name === null && number === null ? match(OPERATOR, at) : null;
      const word = name ?? number ?? operator;
      if (word === null) at = add('broken', at, at + 1);
      else at = add(name !== null ? 'name' : number !== null ? 'number' : 'op', at, at + word.length);
    }
  }
  return tokens;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function stringEnd(text: string, start: number, opening: string): { end: number; closed: boolean } {
  const quote = /["']+$/.exec(opening)?.[0] ?? '"';
  for (let at = start + opening.length; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '\n' && quote.length === 1) return { end: at, closed: false };
    else if (char === quote[0] && text.startsWith(quote, at)) return { end: at + quote.length, closed: true };
  }
  return { end: text.length, closed: false };
}

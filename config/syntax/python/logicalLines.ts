/** Tokens to Python's logical lines: brackets join lines, `;` parts them. */
import { type Token, tokenize } from './tokens';

export interface LogicalLine {
  /** Columns of white space before it, a tab to the next multiple of 8. */
  indent: number;
  tokens: Token[];
  /** A bracket is open at its end, or a string is. */
  broken: boolean;
}

/** A field or a statement that no bracket may hold: the bracket before it was never closed. */
const FIELD = /[ \t]+[A-Za-z_]\w*[ \t]*:[^=\n#]*=(?!=)/y;
const STATEMENT = /(?:class|def|import|from|@)[ \t\w]/y;

export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let tokens: Token[] = [];
  let depth = 0;
  const finish = (): void => {
    const first = tokens[0];
    if (first) lines.push({ indent: indentOf(text, first, lines.at(-1)), tokens, broken: depth > 0 || tokens.some((token) => token.type === 'broken') });
    tokens = [];
    depth = 0;
  };
  for (const token of tokenize(text)) {
    if (token.type === 'newline') {
      if (depth === 0 || startsAnew(text, token.end)) finish();
      continue;
    }
    if (token.type === 'op') {
      if ('([{'.includes(token.text)) depth++;
      else if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
      else if (token.text === ';' && depth === 0) {
        finish();
        continue;
      }
    }
    tokens.push(token);
  }
  finish();
  return lines;
}

function startsAnew(text: string, at: number): boolean {
  return [FIELD, STATEMENT].some((pattern) => {
    pattern.lastIndex = at;
    return pattern.test(text);
  });
}

/** A statement behind `;` belongs to the block of the one before. */
function indentOf(text: string, first: Token, before: LogicalLine | undefined): number {
  let at = first.start;
  while (at > 0 && ' \t\f'.includes(text[at - 1] ?? '')) at--;
  if (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\ufeff' && before) return before.indent;
  let column = 0;
  for (; at < first.start; at++) column = text[at] === '\t' ? column + 8 - (column % 8) : column + 1;
  return column;
}

/** Finds where nested shell text ends, without recursion: `$( ... )`, `${ ... }`, `` ` ` ``. */

/** What is open, by the character that closes it. */
type Closer = ')' | '}' | '`' | '"';

/** Text in which nothing opens or closes. */
const PLAIN = /[^\\$'"`(){}#]+/y;

/**
 * Offset behind the bracket that closes a substitution whose inside starts at `from`; null when it is never closed.
 * Linear in the length of what is skipped. `quoted`: the substitution stands in double quotes.
 */
export function skipNested(text: string, from: number, closer: Closer, quoted = false): number | null {
  const open: Closer[] = quoted ? ['"', closer] : [closer];
  const bottom = open.length - 1;
  let at = from;
  while (at < text.length) {
    PLAIN.lastIndex = at;
    if (PLAIN.test(text)) at = PLAIN.lastIndex;
    if (at >= text.length) return null;
    const char = text[at] ?? '';
    const inside = open.at(-1);
    // In "${x:-it's}" the apostrophe is text.
    const apostropheIsText = inside === '"' || (inside === '}' && open.at(-2) === '"');
    if (char === '\\') {
      at += 2;
      continue;
    }
    if (char === inside) {
      open.pop();
      at++;
      if (open.length === bottom) return at;
      continue;
    }
    if (char === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      open.push(text[at + 1] === '(' ? ')' : '}');
      at += 2;
      continue;
    }
    if (char === '`') open.push('`');
    else if (char === '"') open.push('"');
    else if (char === "'" && !apostropheIsText) {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return null;
      at = end;
    } else if (char === '(' && inside === ')') open.push(')');
    else if (char === '#' && inside === ')' && /\s/.test(text[at - 1] ?? '')) at = lineEnd(text, at) - 1;
    at++;
  }
  return null;
}

/** Offset of the line break that ends the line, or of the text's end. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

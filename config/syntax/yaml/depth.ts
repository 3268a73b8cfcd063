/**
 * How deep a text nests, told before it is parsed: the parser recurses, and running out of stack inside a regular
 * expression ends the whole process instead of throwing.
 */
export const MAX_DEPTH = 100;

/** Offset at which the nesting passes `MAX_DEPTH`, null when it never does. Brackets in quotes and comments count too. */
export function tooDeep(text: string): number | null {
  let flow = 0;
  /** Columns of the block collections that are open. */
  const columns: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const start = firstColumn(text, at, end);
    if (start < end) {
      while (columns.length > 0 && (columns.at(-1) ?? 0) > start - at) columns.pop();
      for (const column of blockColumns(text, at, start, end)) if (column > (columns.at(-1) ?? -1)) columns.push(column);
      if (columns.length > MAX_DEPTH) return start;
    }
    for (let i = start; i < end; i++) {
      const char = text[i];
      if (char === '[' || char === '{') flow++;
      else if (char === ']' || char === '}') flow = Math.max(0, flow - 1);
      if (flow > MAX_DEPTH) return i;
    }
    at = end + 1;
  }
  return null;
}

function firstColumn(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Columns of a line at which a block collection may open: its indentation, and after each `- ` or `? `. */
function blockColumns(text: string, lineStart: number, first: number, end: number): number[] {
  const columns = [first - lineStart];
  let at = first;
  while (at < end && /[-?:]/.test(text[at] ?? '') && /\s/.test(text[at + 1] ?? ' ')) {
    at = firstColumn(text, at + 1, end);
    columns.push(at - lineStart);
  }
  return columns;
}

/**
 * Where in a YAML file the cursor stands, told from the text alone: while something is being typed the file rarely
 * parses, and that is when completions are wanted. Block mappings and single-line flow mappings are understood.
 */
export interface Cursor {
  /** Keys from the top down to the mapping the cursor is in; list items stand as '0'. */
  path: string[];
  /** The key whose value is being typed; null while a key is being typed. */
  key: string | null;
  /** What stands left of the cursor already, to be replaced. */
  typed: string;
  /** The rest of the line, right of the cursor. */
  rest: string;
}

const KEY_LINE = /^(\s*)((?:- +)*)((?:"[^"]*"|'[^']*'|[\w.-]+))\s*:(?:\s+(.*))?$/;
const unquote = (key: string): string => key.replace(/^(["'])(.*)\1$/, '$2');

/** @returns null inside comments and quotes, and where the text gives no clue */
export function cursorAt(line: (index: number) => string, position: { line: number; character: number }): Cursor | null {
  const whole = line(position.line);
  const left = whole.slice(0, position.character);
  const rest = whole.slice(position.character);
  if (/(?:^|\s)#/.test(left)) return null;
  const flow = flowContext(left);
  const lead = /^(\s*)((?:- +)*)/.exec(left) ?? ['', '', ''];
  const indent = (lead[1] ?? '').length;
  const column = (lead[0] ?? '').length;
  const parents = parentPath(line, position.line, { indent, column, dashed: lead[2] !== '' });
  const place = (text: string, path: string[]): Cursor | null => {
    const value = /^\s*((?:"[^"]*"|'[^']*'|[\w.-]+))\s*:\s+(.*)$/.exec(text);
    if (value) return { path, key: unquote(value[1] ?? ''), typed: (value[2] ?? '').trimStart(), rest };
    const key = /^\s*([\w.-]*)$/.exec(text);
    return key ? { path, key: null, typed: key[1] ?? '', rest } : null;
  };
  return flow ? place(flow.text, [...parents, ...flow.path]) : place(left.slice(column), parents);
}

/** The innermost `{` that is open left of the cursor, the keys that lead to it, and the text of its last pair. */
function flowContext(left: string): { path: string[]; text: string } | null {
  const open: { key: string | null; start: number; bracket: string }[] = [];
  let start = (/^\s*(?:- +)*/.exec(left)?.[0] ?? '').length;
  for (let i = start; i < left.length; i++) {
    const char = left[i] ?? '';
    if (char === '{' || char === '[') {
      const before = left.slice(start, i);
      if (open.length === 0 && !/(?::\s+|^)$/.test(before)) continue;
      open.push({ key: /^\s*((?:"[^"]*"|'[^']*'|[\w.-]+))\s*:\s*$/.exec(before)?.[1] ?? null, start, bracket: char });
      start = i + 1;
    } else if (char === '}' || char === ']') {
      start = open.pop()?.start ?? start;
    } else if (char === ',' && open.length > 0) start = i + 1;
  }
  if (open.length === 0) return null;
  const path = open.flatMap(({ key, bracket }) => [...(key === null ? [] : [unquote(key)]), ...(bracket === '[' ? ['0'] : [])]);
  return { path, text: left.slice(start) };
}

/** Keys of the lines above that enclose a line, by indentation. */
function parentPath(line: (index: number) => string, from: number, here: { indent: number; column: number; dashed: boolean }): string[] {
  const path: string[] = here.dashed ? ['0'] : [];
  let limit = here.dashed ? here.indent : here.column;
  // A list may stand at the very column of its key.
  let mayEqual = here.dashed;
  for (let i = from - 1; i >= 0 && (limit > 0 || mayEqual); i--) {
    const match = KEY_LINE.exec(line(i).replace(/(?:^|\s)#.*$/, ''));
    if (!match) continue;
    const indent = (match[1] ?? '').length;
    const column = indent + (match[2] ?? '').length;
    const dashed = match[2] !== '';
    const key = unquote(match[3] ?? '');
    if (dashed && column <= limit && indent < limit) {
      path.unshift(...(column === limit ? ['0'] : ['0', key]));
      limit = indent;
      mayEqual = true;
    } else if (!dashed && (column < limit || (mayEqual && column === limit && !match[4]?.trim()))) {
      path.unshift(key);
      limit = column;
      mayEqual = false;
    }
  }
  return path;
}

/** Reads the set-ups out of docs/editors.md: what people copy is what is tested. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/editors.md'), 'utf8');

/** Code blocks of a section, in order. @throws Error when the page has no such section */
export function blocks(section: string, language: string): string[] {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`));
  if (text === undefined) throw new Error(`docs/editors.md has no section "${section}".`);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code);
}

export type Value = string | number | boolean | Value[] | { [key: string]: Value };

/** A table of Lua as data; calls of functions in it count as their source. */
export function luaTable(code: string): Value {
  const tokens = code.match(/'[^']*'|--[^\n]*|[{}[\]=,()]|[\w.]+/g)?.filter((token) => !token.startsWith('--')) ?? [];
  let at = 0;
  const value = (): Value => {
    const token = tokens[at++] ?? '';
    if (token === '{') return table();
    if (token.startsWith("'")) return token.slice(1, -1);
    if (token === 'true' || token === 'false') return token === 'true';
    // `require('x').f('y')`: skip to the end of the entry.
    for (let depth = 0; at < tokens.length && (depth > 0 || !/^[,}]$/.test(tokens[at] ?? '')); at++) depth += { '(': 1, ')': -1 }[tokens[at] ?? ''] ?? 0;
    return token;
  };
  const table = (): Value => {
    const list: Value[] = [];
    const map: { [key: string]: Value } = {};
    while (tokens[at] !== '}') {
      if (at >= tokens.length) throw new Error('A table has no end.');
      const bracket = tokens[at] === '[';
      const key = tokens[bracket ? at + 1 : at] ?? '';
      const equal = at + (bracket ? 3 : 1);
      if (tokens[equal] === '=') {
        at = equal + 1;
        map[key.replaceAll("'", '')] = value();
      } else list.push(value());
      if (tokens[at] === ',') at++;
    }
    at++;
    return list.length > 0 ? list : map;
  };
  return value();
}

/** TOML with the parts that the page uses: tables, arrays of tables, texts and lists of texts. */
export function toml(code: string): { [key: string]: Value } {
  const root: { [key: string]: Value } = {};
  let current = root;
  for (const line of code.split('\n').map((each) => each.trim())) {
    const array = /^\[\[([\w-]+)\]\]$/.exec(line)?.[1];
    const header = /^\[([\w.-]+)\]$/.exec(line)?.[1];
    const [, key, text] = /^("[^"]+"|[\w-]+) = (.+)$/.exec(line) ?? [];
    if (array !== undefined) {
      const list = (root[array] ??= []) as Value[];
      list.push((current = {}));
    } else if (header !== undefined) current = header.split('.').reduce((map, name) => (map[name] ??= {}) as { [key: string]: Value }, root);
    else if (key !== undefined && text !== undefined) current[key.replaceAll('"', '')] = JSON.parse(text) as Value;
    else if (line !== '') throw new Error(`docs/editors.md has TOML that this test does not read: ${line}`);
  }
  return root;
}

/** Which variables a stretch of a script sets, whatever branch it takes. */
import type { Block, Simple, Statement, Word } from './ast';

type Change = 'set' | 'append';

/** Loops and functions are asked for again by everything around them. */
const known = new WeakMap<Statement, ReadonlyMap<string, Change>>();

/** By name: `append` where every change only adds to an array. */
export function changedNames(block: Block): Map<string, Change> {
  const changed = new Map<string, Change>();
  const add = (name: string, change: Change): void => void changed.set(name, change === 'append' && changed.get(name) !== 'set' ? 'append' : 'set');
  const inside = (statement: Statement): void => {
    if (statement.kind === 'simple') {
      for (const { name, append, value } of statement.assignments) add(name, append && Array.isArray(value) ? 'append' : 'set');
      for (const name of namedBy(statement)) add(name, 'set');
    } else if (statement.kind === 'arithmetic') for (const name of statement.names) add(name, 'set');
    else if (statement.kind === 'loop' || statement.kind === 'function') for (const [name, change] of changedBy(statement)) add(name, change);
    else for (const child of childrenOf(statement)) inside(child);
  };
  for (const statement of block) inside(statement);
  return changed;
}

function changedBy(statement: Statement & { kind: 'loop' | 'function' }): ReadonlyMap<string, Change> {
  const before = known.get(statement);
  if (before) return before;
  const changed = changedNames(childrenOf(statement));
  if (statement.kind === 'loop' && statement.variable) changed.set(statement.variable, 'set');
  known.set(statement, changed);
  return changed;
}

/** The block ends the script: its last command is `exit`. */
export function exits(block: Block): boolean {
  const last = block.at(-1);
  return last?.kind === 'simple' && literal(last.words[0]) === 'exit';
}

/** How often each name stands where a command stands. */
export function countCalls(block: Block): Map<string, number> {
  const calls = new Map<string, number>();
  walk(block, (statement) => {
    const name = statement.kind === 'simple' ? literal(statement.words[0]) : null;
    if (name !== null) calls.set(name, (calls.get(name) ?? 0) + 1);
  });
  return calls;
}

function walk(block: Block, visit: (statement: Statement) => void): void {
  for (const statement of block) {
    visit(statement);
    walk(childrenOf(statement), visit);
  }
}

export function childrenOf(statement: Statement): Block {
  switch (statement.kind) {
    case 'chain':
      return statement.items.map((item) => item.statement);
    case 'pipeline':
      return statement.items;
    case 'conditional':
      return statement.branches.flatMap(({ condition, body }) => [...(condition ?? []), ...body]);
    case 'case':
      return statement.branches.flatMap(({ body }) => body);
    case 'not':
      return [statement.statement];
    case 'loop':
      return [...statement.condition, ...statement.body];
    case 'subshell':
    case 'group':
    case 'function':
      return statement.body;
    default:
      return [];
  }
}

/** Names that a builtin's arguments give: `read A B`, `export A`, `${A:=x}`. */
function namedBy(command: Simple): string[] {
  const program = literal(command.words[0]);
  const names: string[] = [];
  if (program !== null && /^(?:read|mapfile|readarray|getopts|unset|printf|let)$/.test(program))
    for (const word of command.words.slice(1)) {
      const name = /^[A-Za-z_]\w*/.exec(literal(word) ?? '')?.[0];
      if (name !== undefined) names.push(name);
    }
  for (const word of command.words) for (const part of word.parts) if (part.kind === 'parameter' && part.operator.endsWith('=')) names.push(part.name);
  return names;
}

/** Text of a word without quotes and expansions. */
export function literal(word: Word | undefined): string | null {
  const [part] = word?.parts ?? [];
  return word?.parts.length === 1 && part?.kind === 'text' ? part.text : null;
}

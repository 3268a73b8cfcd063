/** A module's statements as far as they can bind a name; bodies of functions are not read. */
import { MAX_DEPTH } from '../yaml/depth';
import type { Range } from '../tree';
import type { Expr, ImportedName, Statement } from './ast';
import { parseExpression } from './expression';
import { type LogicalLine, logicalLines } from './logicalLines';
import type { Token } from './tokens';

export function parseModule(text: string): Statement[] {
  return new ModuleReader(logicalLines(text)).block(0, 0);
}

const AUGMENTED = /^(?:\+|-|\*|\/|\/\/|%|\*\*|@|&|\||\^|>>|<<)=$/;

class ModuleReader {
  private at = 0;

  constructor(private readonly lines: readonly LogicalLine[]) {}

  /** Statements at `indent` or deeper, up to a line that is less deep. */
  block(indent: number, depth: number): Statement[] {
    const out: Statement[] = [];
    if (depth > MAX_DEPTH) {
      this.skipDeeper(indent - 1);
      return out;
    }
    for (let line = this.lines[this.at]; line && line.indent >= indent; line = this.lines[this.at]) {
      this.at++;
      out.push(...this.statement(line, depth));
    }
    return out;
  }

  private skipDeeper(indent: number): void {
    while ((this.lines[this.at]?.indent ?? -1) > indent) this.at++;
  }

  private statement(line: LogicalLine, depth: number): Statement[] {
    const decorators: Expr[] = [];
    let current = line;
    while (current.tokens[0]?.text === '@') {
      const decorator = parseExpression(current.tokens, 1);
      if (decorator) decorators.push(decorator);
      const next = this.lines[this.at];
      if (!next || next.indent !== line.indent) return [];
      this.at++;
      current = next;
    }
    const { tokens } = current;
    const word = tokens[0]?.type === 'name' ? (tokens[0].text === 'async' ? (tokens[1]?.text ?? '') : tokens[0].text) : '';
    const range = rangeOf(tokens);
    if (word === 'class') return this.classStatement(current, decorators, depth);
    if (word === 'def') {
      this.skipDeeper(current.indent);
      return [{ kind: 'def', name: tokens.find((token, index) => tokens[index - 1]?.text === 'def')?.text ?? '', range }];
    }
    if (word === 'if') return [this.conditional(current, depth)];
    if (['for', 'while', 'with', 'try', 'except', 'finally', 'else', 'elif', 'match', 'case'].includes(word) && topLevel(tokens, ':') >= 0) return [this.compound(current, word, depth)];
    return [simple(current, word, range)];
  }

  /** The statements behind a colon, on the same line or indented below it. */
  private body(line: LogicalLine, colon: number, depth: number): Statement[] {
    const rest = line.tokens.slice(colon + 1);
    if (rest.length > 0) {
      const word = rest[0]?.type === 'name' ? rest[0].text : '';
      return [simple({ ...line, tokens: rest }, word, rangeOf(rest))];
    }
    const next = this.lines[this.at];
    return next && next.indent > line.indent ? this.block(next.indent, depth + 1) : [];
  }

  private classStatement(line: LogicalLine, decorators: Expr[], depth: number): Statement[] {
    const { tokens } = line;
    const name = tokens[1];
    const colon = topLevel(tokens, ':');
    if (name?.type !== 'name') return [{ kind: 'broken', range: rangeOf(tokens) }];
    const head = parseExpression(tokens, 1, colon < 0 ? tokens.length : colon);
    const bases = head?.kind === 'call' ? head.args : [];
    const body = this.body(line, colon < 0 ? tokens.length : colon, depth);
    const range = { start: tokens[0]?.start ?? 0, end: Math.max(rangeOf(tokens).end, body.at(-1)?.range.end ?? 0) };
    return [{ kind: 'class', name: name.text, nameRange: { start: name.start, end: name.end }, bases, decorators, body, range }];
  }

  private conditional(line: LogicalLine, depth: number): Statement {
    const branches: { test: Expr | null; body: Statement[] }[] = [];
    let current: LogicalLine | undefined = line;
    let range = rangeOf(line.tokens);
    while (current) {
      const { tokens } = current;
      const colon = topLevel(tokens, ':');
      const isElse = tokens[0]?.text === 'else';
      const test = isElse ? null : (parseExpression(tokens, 1, colon < 0 ? tokens.length : colon) ?? { kind: 'unknown' as const, range: rangeOf(tokens) });
      const body = this.body(current, colon < 0 ? tokens.length : colon, depth);
      branches.push({ test, body });
      range = { start: range.start, end: Math.max(rangeOf(tokens).end, body.at(-1)?.range.end ?? 0) };
      const next: LogicalLine | undefined = this.lines[this.at];
      if (isElse || !next || next.indent !== line.indent || !['elif', 'else'].includes(next.tokens[0]?.text ?? '')) break;
      this.at++;
      current = next;
    }
    return { kind: 'if', branches, range };
  }

  private compound(line: LogicalLine, word: string, depth: number): Statement {
    const colon = topLevel(line.tokens, ':');
    const body = this.body(line, colon, depth);
    const head = line.tokens.slice(1, colon);
    // A target of `for` and what `as` names; any other name of the head is only read, and calling it bound is harmless.
    const binds = head.filter(({ type }) => type === 'name').map(({ text }) => text);
    const { start, end } = rangeOf(line.tokens);
    return { kind: 'block', binds, body, runs: word === 'try' || word === 'with' || word === 'finally', range: { start, end: Math.max(end, body.at(-1)?.range.end ?? 0) } };
  }
}

function simple(line: LogicalLine, word: string, range: Range): Statement {
  const { tokens } = line;
  if (line.broken) return { kind: 'broken', range };
  if (word === 'import' || word === 'from') return { kind: 'import', names: importedNames(tokens), range };
  if (['pass', 'break', 'continue', 'raise', 'return', 'assert', 'global', 'nonlocal', 'del'].includes(word)) {
    return { kind: 'other', binds: word === 'del' ? tokens.slice(1).map(({ text }) => text) : [], range };
  }
  const equals = topLevel(tokens, '=');
  const colon = topLevel(tokens.slice(0, equals < 0 ? tokens.length : equals), ':');
  const name = tokens[0];
  if (name?.type === 'name' && (equals === 1 || colon === 1)) return assignment(tokens, name, equals, colon, range);
  const augmented = tokens[1];
  if (name?.type === 'name' && augmented && AUGMENTED.test(augmented.text)) {
    return { kind: 'assign', name: name.text, nameRange: { start: name.start, end: name.end }, annotation: null, value: parseExpression(tokens, 2), op: augmented.text.slice(0, -1), range };
  }
  // `a, b = ...`, `a.b = ...`: the names are bound to what nobody knows.
  if (equals > 0) return { kind: 'other', binds: tokens.slice(0, equals).filter(({ type }) => type === 'name').map(({ text }) => text), range };
  const value = parseExpression(tokens);
  return value ? { kind: 'expression', value, range } : { kind: 'broken', range };
}

function assignment(tokens: readonly Token[], name: Token, equals: number, colon: number, range: Range): Statement {
  const annotated = colon === 1;
  const annotation = annotated ? tokens.slice(2, equals < 0 ? tokens.length : equals).map(({ text }) => text).join('') : null;
  const value = equals < 0 ? null : parseExpression(tokens, equals + 1);
  const chained = equals >= 0 && topLevel(tokens.slice(equals + 1), '=') >= 0;
  if (chained) return { kind: 'other', binds: tokens.filter(({ type }) => type === 'name').map(({ text }) => text), range };
  const unreadable: Expr | null = equals >= 0 && value === null ? { kind: 'unknown', display: isDisplay(tokens.slice(equals + 1)), range: rangeOf(tokens.slice(equals)) } : null;
  return { kind: 'assign', name: name.text, nameRange: { start: name.start, end: name.end }, annotation, value: value ?? unreadable, op: '', range };
}

/** `[...]` or `{...}` and nothing else. */
function isDisplay(tokens: readonly Token[]): boolean {
  let depth = 0;
  const closed = tokens.findIndex(({ text, type }) => {
    if (type === 'op' && '([{'.includes(text)) depth++;
    else if (type === 'op' && ')]}'.includes(text)) depth--;
    return depth === 0;
  });
  return closed === tokens.length - 1 && (tokens[0]?.text === '[' || tokens[0]?.text === '{');
}

function importedNames(tokens: readonly Token[]): ImportedName[] {
  const names: ImportedName[] = [];
  const from = tokens[0]?.text === 'from';
  const split = from ? tokens.findIndex(({ text }) => text === 'import') : 0;
  const source = from ? tokens.slice(1, split < 0 ? tokens.length : split) : [];
  const named = source.findIndex(({ type }) => type === 'name');
  const dots = source.slice(0, named < 0 ? source.length : named).reduce((sum, { text }) => sum + text.length, 0);
  const module = source.filter(({ type }) => type === 'name').map(({ text }) => text).join('.');
  let parts: string[] = [];
  let alias: string | null = null;
  const finish = (): void => {
    const name = parts.join('.');
    if (name !== '') names.push({ name, as: alias ?? (from ? name : (parts[0] ?? name)), module: from ? module : name, level: dots });
    parts = [];
    alias = null;
  };
  const rest = tokens.slice(split < 0 ? tokens.length : split + 1);
  for (const [index, { text, type }] of rest.entries()) {
    if (text === ',') finish();
    else if (text === '*') parts.push('*');
    else if (type === 'name' && text !== 'as') {
      if (rest[index - 1]?.text === 'as') alias = text;
      else parts.push(text);
    }
  }
  finish();
  return names;
}

/** Index of the first such mark outside brackets, and outside a lambda; -1 where there is none. */
function topLevel(tokens: readonly Token[], mark: string): number {
  let depth = 0;
  let lambdas = 0;
  for (const [index, { type, text }] of tokens.entries()) {
    if (type === 'name' && text === 'lambda' && depth === 0) lambdas++;
    if (type !== 'op') continue;
    if ('([{'.includes(text)) depth++;
    else if (')]}'.includes(text)) depth--;
    else if (depth === 0 && text === ':' && lambdas > 0) lambdas--;
    else if (depth === 0 && text === mark) return index;
  }
  return -1;
}

const rangeOf = (tokens: readonly Token[]): Range => ({ start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 });

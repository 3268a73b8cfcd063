/** Walks through a script as bash would, as far as that is known before it runs. */
import type { Assignment, Block, ChainItem, Simple, Statement } from './ast';
import { ENDING, runBuiltin, SUCCEEDING } from './builtins';
import { changedNames, countCalls } from './changes';
import { Expander, type Positional } from './expand';
import { asWord, DIRECTORY, Scope, UNKNOWN, type Value } from './scope';
import type { ShellCommand, ShellVariable, ShellWord } from './types';

/** Elements of an array that are kept. */
const MAX_ELEMENTS = 5_000;
/** Functions that call functions are followed this deep. */
const MAX_CALLS = 20;

const SCRIPT: Positional = { words: null, script: true };

interface ShellFunction {
  body: Block;
  calls: number;
  ran: boolean;
}

export class Evaluator {
  readonly commands: ShellCommand[] = [];
  readonly expander: Expander;
  readonly exported = new Set<string>();
  private readonly functions = new Map<string, ShellFunction>();
  private calls: ReadonlyMap<string, number> = new Map();
  private loops = 0;
  private callDepth = 0;

  constructor(
    source: string,
    private readonly variables: ReadonlyMap<string, ShellVariable>,
  ) {
    this.expander = new Expander(source);
  }

  script(block: Block): void {
    this.calls = countCalls(block);
    const scope = new Scope();
    this.block(block, scope, SCRIPT);
    // Functions that are never called, or more than once: only variables with a single value are known in them.
    const varies = (name: string): boolean => (this.variables.get(name)?.definitions.length ?? 0) > 1;
    for (const shellFunction of this.functions.values()) {
      if (shellFunction.ran) continue;
      shellFunction.ran = true;
      this.block(shellFunction.body, new Scope(scope, varies), { words: null, script: false });
    }
  }

  /** True when the script, the function or the loop's round ends in the block. */
  block(block: Block, scope: Scope, positional: Positional): boolean {
    let ends = false;
    for (const statement of block) if (this.statement(statement, scope, positional)) ends = true;
    return ends;
  }

  private statement(statement: Statement, scope: Scope, positional: Positional): boolean {
    switch (statement.kind) {
      case 'simple':
        return this.simple(statement, scope, positional);
      case 'chain':
        return this.chain(statement.items, scope, positional);
      case 'pipeline':
        for (const item of statement.items) this.statement(item, new Scope(scope), positional);
        return false;
      case 'subshell':
        this.block(statement.body, new Scope(scope), positional);
        return false;
      case 'group':
        return this.block(statement.body, scope, positional);
      case 'branches':
        return this.branches(statement, scope, positional);
      case 'loop':
        return this.loop(statement, scope, positional);
      case 'function':
        this.functions.set(statement.name, { body: statement.body, calls: this.calls.get(statement.name) ?? 0, ran: false });
        return false;
      case 'opaque':
        for (const name of statement.names) scope.set(name, UNKNOWN);
        return false;
    }
  }

  private branches(statement: Statement & { kind: 'branches' }, scope: Scope, positional: Positional): boolean {
    const layers: Scope[] = [];
    for (const { condition, body } of statement.branches) {
      this.block(condition, scope, positional);
      const layer = new Scope(scope);
      if (layer.tooDeep) scope.forget();
      if (!this.block(body, layer, positional)) layers.push(layer);
    }
    scope.merge(layers, statement.exhaustive);
    return false;
  }

  private loop(statement: Statement & { kind: 'loop' }, scope: Scope, positional: Positional): boolean {
    const changed = changedNames([...statement.condition, ...statement.body]);
    if (statement.variable) changed.set(statement.variable, 'set');
    for (const [name, how] of changed) {
      const before = scope.get(name);
      const grows = how === 'append' && before?.kind === 'array';
      scope.set(name, grows ? { ...before, open: true } : UNKNOWN);
    }
    const layer = new Scope(scope);
    this.loops++;
    this.block(statement.condition, layer, positional);
    this.block(statement.body, layer, positional);
    this.loops--;
    scope.merge([layer], false);
    for (const [name, how] of changed) if (how === 'set' || scope.get(name)?.kind !== 'array') scope.set(name, UNKNOWN);
    return false;
  }

  /** What stands behind `&&` runs when everything before it succeeded; behind `||` nothing more is known than before. */
  private chain(items: readonly ChainItem[], scope: Scope, positional: Positional): boolean {
    const layers: Scope[] = [];
    let current = scope;
    let certain = true;
    const settle = (): void => {
      while (layers.length > 0) {
        const layer = layers.pop();
        if (layer) (layers.at(-1) ?? scope).merge([layer], false);
      }
      current = scope;
    };
    for (const [index, { operator, statement }] of items.entries()) {
      const previous = items[index - 1]?.statement;
      if (operator === '&&' && !(certain && previous && succeeds(previous))) {
        if (current.depth >= scope.depth + 20) settle();
        current = new Scope(current);
        layers.push(current);
        certain = false;
      } else if (operator === '||') {
        settle();
        const layer = new Scope(scope);
        // `|| exit 1`: whoever comes further did not take it.
        if (!this.statement(statement, layer, positional)) scope.merge([layer], false);
        certain = false;
        continue;
      }
      if (this.statement(statement, current, positional)) {
        if (current === scope) return true;
        layers.pop();
        settle();
        certain = false;
      }
    }
    settle();
    return false;
  }

  private simple(command: Simple, scope: Scope, positional: Positional): boolean {
    const words: ShellWord[] = [];
    let open = false;
    let takesArguments = false;
    for (const word of command.words) {
      const fields = this.expander.fields(word, scope, positional);
      for (const field of fields.words) words.push(field);
      open ||= fields.open;
      takesArguments ||= fields.takesArguments;
    }
    if (command.words.length === 0) {
      for (const assignment of command.assignments) this.assign(assignment, scope, positional);
      return false;
    }
    const program = words[0]?.text ?? null;
    if (program !== null && this.call(program, words, scope)) return false;
    if (program !== null && runBuiltin(program, words, command, { evaluator: this, scope, positional })) return false;
    if (words.length > 0) {
      const prefix = command.assignments.length > 0 ? new Scope(scope) : scope;
      for (const assignment of command.assignments) {
        this.assign(assignment, prefix, positional);
        prefix.exported = { name: assignment.name, value: asWord(prefix.get(assignment.name)), previous: prefix.exported };
      }
      const directory = scope.get(DIRECTORY);
      const place = directory === undefined ? {} : { directory: directory.kind === 'text' ? directory.text : null };
      this.commands.push({ range: command.range, words, open, takesArguments, exported: prefix.exported, ...place });
    }
    return program !== null && ENDING.has(program);
  }

  /** Runs a function of the script, with the words of its only call or with nothing known. */
  private call(name: string, words: readonly ShellWord[], scope: Scope): boolean {
    const called = this.functions.get(name);
    if (!called) return false;
    if (called.calls === 1 && this.loops === 0 && !called.ran && this.callDepth < MAX_CALLS) {
      called.ran = true;
      this.callDepth++;
      this.block(called.body, scope, { words: words.slice(1), script: false });
      this.callDepth--;
    } else for (const changed of changedNames(called.body).keys()) scope.set(changed, UNKNOWN);
    return true;
  }

  assign(assignment: Assignment, scope: Scope, positional: Positional): void {
    const value = this.assigned(assignment, scope, positional);
    scope.set(assignment.name, value);
    if (this.exported.has(assignment.name)) this.export(assignment.name, scope);
  }

  export(name: string, scope: Scope): void {
    this.exported.add(name);
    scope.exported = { name, value: asWord(scope.get(name)), previous: scope.exported };
  }

  private assigned(assignment: Assignment, scope: Scope, positional: Positional): Value {
    const { value, append, subscript } = assignment;
    if (subscript) return UNKNOWN;
    const before = append ? scope.get(assignment.name) : undefined;
    if (Array.isArray(value)) return this.array(value, before, scope, positional);
    const text = this.expander.value(value, scope, positional);
    if (!append || before?.kind === 'unset' || before === undefined) return append && before === undefined ? UNKNOWN : text;
    if (before.kind === 'text') return this.expander.textValue([...this.one(before), ...text.pieces], assignment.range);
    return UNKNOWN;
  }

  /** A text that is appended to counts as one piece, so that a thousand `+=` stay cheap. */
  private one(value: Value & { kind: 'text' }): { text: string | null; range: { start: number; end: number }; via: typeof value.chain }[] {
    return value.pieces.length < 50 ? [...value.pieces] : [{ text: value.text, range: value.range, via: value.chain }];
  }

  private array(elements: Exclude<Assignment['value'], { parts: unknown }>, before: Value | undefined, scope: Scope, positional: Positional): Value {
    if (before?.kind === 'array' && !this.expander.spend(before.words.length)) return { ...before, open: true };
    const words: ShellWord[] = before?.kind === 'array' ? [...before.words] : before?.kind === 'text' ? [asWord(before)] : [];
    let open = before?.kind === 'unknown' || (before?.kind === 'array' && before.open);
    for (const element of elements) {
      const fields = this.expander.fields(element, scope, positional);
      for (const word of fields.words) words.push(word);
      open ||= fields.open || fields.takesArguments;
    }
    if (words.length > MAX_ELEMENTS) return { kind: 'array', words: words.slice(0, MAX_ELEMENTS), open: true };
    return { kind: 'array', words, open };
  }
}

/** Commands behind which `&&` goes on for sure, unless the machine is broken. */
function succeeds(statement: Statement): boolean {
  if (statement.kind !== 'simple') return false;
  const [program] = statement.words;
  if (!program) return true;
  const [part] = program.parts;
  return program.parts.length === 1 && part?.kind === 'text' && SUCCEEDING.has(part.text);
}

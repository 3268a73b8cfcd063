/** Walks through a script as bash would, as far as that is known before it runs. */
import type { Assignment, Block, Simple, Statement, Word } from './ast';
import { runCase, runConditional } from './branches';
import { runChain } from './chain';
import { changedNames, countCalls, exits, literal } from './changes';
import { testArithmetic, testTokens, type Truth } from './conditions';
import { Expander, type Positional } from './expand';
import { doubtful, withSources } from './doubt';
import { asWord, Scope, UNKNOWN, type Value } from './scope';
import { runSimple } from './simple';
import type { ShellCommand, ShellVariable, ShellWord } from './types';

/** Elements of an array that are kept. */
const MAX_ELEMENTS = 5_000;
/** Functions that call functions are followed this deep. */
const MAX_CALLS = 20;

/** Texts that are read a second time because the script would end in them with its own values. */
const MAX_REDONE = 40;

/** Variables that the shell itself changes. */
const CHANGING = /^(?:SECONDS|RANDOM|SRANDOM|LINENO|EPOCH\w+|OPTIND|OPTARG|REPLY|PWD|OLDPWD|PIPESTATUS|BASH_\w+|FUNCNAME|DIRSTACK|_)$/;

const SCRIPT: Positional = { words: null, script: true };

/** What a statement gives: success, failure, nothing that is known, or the end of the script, the function or the loop's round. */
export type Outcome = 'succeeds' | 'fails' | 'unknown' | 'ends';

interface ShellFunction {
  bodies: Block[];
  calls: number;
  ran: boolean;
  reached: boolean;
}

export class Evaluator {
  readonly commands = new Map<Simple, ShellCommand>();
  readonly expander: Expander;
  readonly exported = new Set<string>();
  /** Times that `return`, `break` or `continue` were met. */
  private jumps = 0;
  private redone = 0;
  private readonly functions = new Map<string, ShellFunction>();
  private calls: ReadonlyMap<string, number> = new Map();
  private loops = 0;
  private callDepth = 0;

  /**
   * @param decides follows only branches that run with the script's own values; otherwise all of them
   * @param follows functions that are called there
   */
  constructor(
    source: string,
    private readonly variables: ReadonlyMap<string, ShellVariable>,
    readonly decides: boolean,
    private readonly follows: ReadonlySet<string> | null = null,
  ) {
    this.expander = new Expander(source);
  }

  script(block: Block): void {
    this.calls = countCalls(block);
    const scope = new Scope();
    this.block(block, scope, { ...SCRIPT });
    // Functions that are never called, or more than once: only variables with a single value are known in them.
    const varies = (name: string): boolean => (this.variables.get(name)?.definitions.length ?? 0) > 1;
    for (const [name, shellFunction] of this.functions) {
      // Called in branches only that do not run.
      const skipped = shellFunction.calls > 0 && !(this.follows?.has(name) ?? shellFunction.reached);
      if (shellFunction.ran || (this.decides && skipped)) continue;
      shellFunction.ran = true;
      for (const body of shellFunction.bodies) this.block(body, new Scope(scope, skipped ? () => true : varies), { words: null, script: false });
    }
  }

  block(block: Block, scope: Scope, positional: Positional): Outcome {
    let outcome: Outcome = 'succeeds';
    let within = scope;
    for (const statement of block) {
      const own = this.statement(statement, within, positional);
      if (outcome === 'ends') continue;
      outcome = own;
      // What follows never runs. It is read for its commands.
      if (outcome === 'ends') {
        if (this.decides) return outcome;
        within = new Scope(scope);
      }
    }
    return outcome;
  }

  statement(statement: Statement, scope: Scope, positional: Positional): Outcome {
    switch (statement.kind) {
      case 'simple':
        return runSimple(statement, this, scope, positional);
      case 'chain':
        return runChain(statement.items, this, scope, positional);
      case 'pipeline':
        for (const item of statement.items) this.statement(item, new Scope(scope), { ...positional });
        return 'unknown';
      case 'subshell':
        this.block(statement.body, new Scope(scope), { ...positional });
        return 'unknown';
      case 'group':
        return this.block(statement.body, scope, positional);
      case 'conditional':
        return runConditional(statement, this, scope, positional);
      case 'case':
        return runCase(statement, this, scope, positional);
      case 'loop':
        return this.loop(statement, scope, positional);
      case 'function':
        this.define(statement.name, statement.body);
        return 'succeeds';
      case 'not':
        return negated(this.statement(statement.statement, scope, positional));
      case 'test':
        return statement.tokens ? outcomeOf(testTokens(statement.tokens, scope, positional, this.expander)) : 'unknown';
      case 'arithmetic':
        for (const name of statement.names) scope.set(name, UNKNOWN);
        return outcomeOf(testArithmetic(statement.expression, scope, this.expander));
      case 'opaque':
        return 'unknown';
    }
  }

  /**
   * Runs a statement that takes the branch which is known to run. Where that would end the script, whoever uses the
   * script sets one of the names that decide, so they are not known, and the statement is read again.
   */
  decided(scope: Scope, run: (decides: boolean) => Outcome | ReadonlySet<string>): Outcome {
    const result = run(this.decides);
    if (typeof result === 'string') return result;
    if (this.redone++ >= MAX_REDONE) {
      scope.forget();
      return 'unknown';
    }
    this.doubt(result, scope);
    const again = run(false);
    return typeof again === 'string' ? again : 'unknown';
  }

  /** From here on the variables, and those that were made with them, are not known. */
  doubt(deciding: ReadonlySet<string>, scope: Scope): void {
    if (deciding.size === 0) return;
    const names = withSources(deciding, (name) => scope.get(name));
    const all = scope.names();
    if (!this.expander.spend(all.size * 4)) return scope.forget();
    for (const name of all) {
      const before = scope.get(name);
      const value = names.has(name) ? UNKNOWN : doubtful(before, names);
      if (value === undefined || value === before) continue;
      scope.set(name, value);
      if (this.exported.has(name)) this.export(name, scope);
    }
  }

  /** A layer of its own for that, so that it holds in what is put on it only. */
  doubted(names: ReadonlySet<string>, scope: Scope): Scope {
    const layer = new Scope(scope);
    this.doubt(names, layer);
    return layer;
  }

  private loop(statement: Statement & { kind: 'loop' }, scope: Scope, positional: Positional): Outcome {
    const only = statement.variable && statement.list ? this.onlyWord(statement.list, scope, positional) : null;
    if (statement.variable && only) {
      const layer = new Scope(scope);
      layer.set(statement.variable, this.expander.wordValue(only));
      const before = this.jumps;
      const outcome = this.block(statement.body, layer, positional);
      if (this.jumps === before) {
        scope.merge([layer], true);
        return outcome;
      }
      scope.merge([layer], false);
      for (const name of changedNames([statement]).keys()) scope.set(name, UNKNOWN);
      return 'unknown';
    }
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
    return 'unknown';
  }

  /** The one round of `for x in word`. */
  private onlyWord(list: readonly Word[], scope: Scope, positional: Positional): ShellWord | null {
    if (list.length > 1) return null;
    const fields = list.map((word) => this.expander.fields(word, scope, positional));
    const [word, ...more] = fields.flatMap(({ words }) => words);
    const known = word && more.length === 0 && !word.maybe && word.text !== null && !/[*?[]/.test(word.text);
    return known && !fields.some(({ open, takesArguments }) => open || takesArguments) ? word : null;
  }

  private define(name: string, body: Block): void {
    const before = this.functions.get(name);
    // Which of several definitions holds is not followed.
    if (before) {
      before.bodies.push(body);
      before.calls = Math.max(before.calls, 2);
    } else this.functions.set(name, { bodies: [body], calls: this.calls.get(name) ?? 0, ran: false, reached: false });
  }

  /** Runs a function of the script, with the words of its only call or with nothing known; null for other names. */
  call(name: string, words: readonly ShellWord[], scope: Scope): Outcome | null {
    const called = this.functions.get(name);
    const [body = []] = called?.bodies ?? [];
    if (!called) return null;
    called.reached = true;
    const forget = (): void => {
      for (const each of called.bodies) for (const changed of changedNames(each).keys()) scope.set(changed, UNKNOWN);
    };
    if (called.calls !== 1 || this.loops > 0 || called.ran || this.callDepth >= MAX_CALLS) {
      forget();
      return called.bodies.every(exits) ? 'ends' : 'unknown';
    }
    called.ran = true;
    this.callDepth++;
    const before = this.jumps;
    const outcome = this.block(withoutReturn(body), scope, { words: words.slice(1), script: false });
    this.callDepth--;
    if (this.jumps === before) return withoutReturn(body) === body ? outcome : outcome === 'ends' ? 'ends' : 'unknown';
    // `return` in a branch: some of the changes may not have come about.
    forget();
    return 'unknown';
  }

  /** Functions that were called. */
  get reached(): ReadonlySet<string> {
    return new Set([...this.functions].filter(([, { reached }]) => reached).map(([name]) => name));
  }

  jump(): void {
    this.jumps++;
  }

  /** @param passing holds for one command only: `A=1 python ...` */
  assign(assignment: Assignment, scope: Scope, positional: Positional, passing = false): void {
    const value = this.assigned(assignment, scope, positional);
    scope.set(assignment.name, CHANGING.test(assignment.name) ? UNKNOWN : value);
    if (assignment.name === 'IFS' && !passing) this.expander.splits = false;
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

export const outcomeOf = (truth: Truth): Outcome => (truth === null ? 'unknown' : truth ? 'succeeds' : 'fails');
const negated = (outcome: Outcome): Outcome => (outcome === 'succeeds' ? 'fails' : outcome === 'fails' ? 'succeeds' : outcome);

/** A function's last `return` changes nothing. */
function withoutReturn(body: Block): Block {
  const last = body.at(-1);
  return last?.kind === 'simple' && literal(last.words[0]) === 'return' ? body.slice(0, -1) : body;
}

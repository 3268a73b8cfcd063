/** `a && b || c`: what runs, and what is known behind it. */
import type { ChainItem, Statement } from './ast';
import { truthOf } from './branches';
import { SUCCEEDING } from './builtins';
import { and, or, type Truth } from './conditions';
import type { Evaluator, Outcome } from './evaluate';
import type { Positional } from './expand';
import { namesIn } from './reads';
import { Scope } from './scope';

/** Layers that one chain may put on each other. */
const MAX_LAYERS = 20;

export function runChain(items: readonly ChainItem[], evaluator: Evaluator, scope: Scope, positional: Positional): Outcome {
  return evaluator.decided(scope, (decides) => new Chain(evaluator, scope, positional, decides).run(items));
}

class Chain {
  private readonly layers: Scope[] = [];
  private current: Scope;
  private readonly names = new Set<string>();
  /** What the items so far give together. */
  private overall: Truth = true;
  /** What the last one gives where it runs. */
  private reached: Truth = true;
  /** The script ends here with the values that are known. */
  private stopped = false;

  constructor(
    private readonly evaluator: Evaluator,
    private readonly scope: Scope,
    private readonly positional: Positional,
    private readonly decides: boolean,
  ) {
    this.current = scope;
  }

  run(items: readonly ChainItem[]): Outcome | ReadonlySet<string> {
    let previous: Statement | null = null;
    /** Every item so far ran, if programs did what they are for. */
    let certain = true;
    for (const { operator, statement } of items) {
      if (previous) for (const name of namesIn([previous])) this.names.add(name);
      const goesOn = operator !== '||' && certain && (previous === null || succeeds(previous));
      if (goesOn) {
        if (!this.inPlace(statement)) return 'ends';
      } else if (operator === '||') {
        certain = false;
        this.otherwise(statement);
      } else if (this.decides && this.reached === true) {
        if (!this.inPlace(statement)) this.end();
      } else {
        certain = false;
        this.perhaps(statement);
      }
      if (this.stopped && this.decides) return this.names.size > 0 ? this.names : 'ends';
      previous = statement;
    }
    this.settle();
    if (this.stopped) this.evaluator.doubt(this.names, this.scope);
    return this.overall === null ? 'unknown' : this.overall ? 'succeeds' : 'fails';
  }

  /** False when the script ends in it. */
  private inPlace(statement: Statement): boolean {
    const outcome = this.evaluator.statement(statement, this.current, this.positional);
    this.reached = truthOf(outcome);
    this.overall = this.layers.length > 0 ? and(this.overall, this.reached) : this.reached;
    return outcome !== 'ends';
  }

  /** Behind `&&`, when what stands before it may have failed. */
  private perhaps(statement: Statement): void {
    if (this.reached === false) return this.skip(statement);
    const surely = this.overall;
    if (this.layers.length >= MAX_LAYERS) this.settle();
    this.current = new Scope(this.mayNotRun(this.current));
    this.layers.push(this.current);
    const outcome = this.evaluator.statement(statement, this.current, this.positional);
    if (outcome === 'ends') {
      this.overall = surely;
      return this.end();
    }
    this.reached = truthOf(outcome);
    this.overall = and(surely, this.reached);
  }

  /** Behind `||`. */
  private otherwise(statement: Statement): void {
    this.settle();
    if (this.overall === true) return this.skip(statement);
    const layer = this.overall === false && this.decides ? this.scope : new Scope(this.mayNotRun(this.scope));
    const outcome = this.evaluator.statement(statement, layer, this.positional);
    if (outcome === 'ends') this.stopped ||= this.overall === false;
    else if (layer !== this.scope) this.scope.merge([layer], false);
    // `|| exit 1`: whoever comes further did not take it.
    this.overall = this.reached = outcome === 'ends' ? true : or(this.overall, truthOf(outcome));
  }

  private mayNotRun(scope: Scope): Scope {
    return this.evaluator.decides ? scope : this.evaluator.doubted(this.names, scope);
  }

  /** Runs only where the names before it have other values. */
  private skip(statement: Statement): void {
    if (this.decides) return;
    const layer = new Scope(this.evaluator.doubted(this.names, this.current));
    if (this.evaluator.statement(statement, layer, this.positional) !== 'ends') this.current.merge([layer], false);
  }

  /** The script ended behind `&&`: whoever comes further did not get there. */
  private end(): void {
    if (this.layers.length === 0 || this.overall === true) this.stopped = true;
    this.layers.pop();
    this.settle();
    this.overall = this.reached = false;
  }

  private settle(): void {
    for (let layer = this.layers.pop(); layer; layer = this.layers.pop()) (this.layers.at(-1) ?? this.scope).merge([layer], false);
    this.current = this.scope;
    this.reached = this.overall;
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

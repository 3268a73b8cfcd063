/** `if` and `case`: which branch runs, and what is known behind it. */
import type { Block, CaseBranch, Statement } from './ast';
import { changedNames } from './changes';
import { or, type Truth } from './conditions';
import type { Evaluator, Outcome } from './evaluate';
import type { Positional } from './expand';
import { matches } from './glob';
import { namesIn, namesOfWord } from './reads';
import { Scope, UNKNOWN } from './scope';

interface Branch {
  /** Runs its condition and says whether it holds; true for `else`. */
  test: () => Truth;
  /** Variables that the condition reads. */
  names: Iterable<string>;
  body: Block;
  /** `else`, and `*` of a `case`. */
  always: boolean;
}

export function runConditional(statement: Statement & { kind: 'conditional' }, evaluator: Evaluator, scope: Scope, positional: Positional): Outcome {
  const branches = statement.branches.map(({ condition, body }): Branch => ({
    test: () => (condition ? truthOf(evaluator.block(condition, scope, positional)) : true),
    names: condition ? namesIn(condition) : [],
    body,
    always: condition === null,
  }));
  return evaluator.decided(scope, (decides) => runBranches(branches, evaluator, scope, positional, decides));
}

export function runCase(statement: Statement & { kind: 'case' }, evaluator: Evaluator, scope: Scope, positional: Positional): Outcome {
  const { subject } = statement;
  const { text } = evaluator.expander.known(subject, scope, positional);
  const falling = statement.branches.filter((branch) => branch.falls);
  const falls = falling.length > 0;
  // What such a branch sets holds in the next one too.
  for (const name of changedNames(falling.flatMap(({ body }) => body)).keys()) scope.set(name, UNKNOWN);
  const test = ({ patterns }: CaseBranch): Truth =>
    patterns
      .map((word): Truth => {
        const pattern = evaluator.expander.pattern(word, scope, positional);
        // A star takes any text, known or not.
        return pattern && (text !== null || pattern.every(({ kind }) => kind === 'many')) ? matches(pattern, text ?? '') : null;
      })
      .reduce(or, false);
  const branches = statement.branches.map((branch): Branch => {
    const names = new Set([subject, ...branch.patterns].flatMap((word) => [...namesOfWord(word)]));
    return { test: () => (falls && test(branch) !== true ? null : test(branch)), names, body: branch.body, always: branch.patterns.some((word) => evaluator.expander.written(word) === '*') };
  });
  return evaluator.decided(scope, (decides) => runBranches(branches, evaluator, scope, positional, decides && !falls));
}

/** @param decides only the branch that runs is followed, where that is known */
function runBranches(branches: readonly Branch[], evaluator: Evaluator, scope: Scope, positional: Positional, decides: boolean): Outcome | ReadonlySet<string> {
  const layers: Scope[] = [];
  const names = new Set<string>();
  const outcomes: Outcome[] = [];
  // No branch before has run, for sure or perhaps; one of them has run for sure.
  let [untaken, possible, taken, stopped] = [true, true, false, false];
  for (const { test, names: read, body } of branches) {
    if (!possible && decides) break;
    const truth = test();
    for (const name of read) names.add(name);
    const skipped = !possible || truth === false;
    if (skipped && decides) continue;
    // It runs only where these have other values, or may do so.
    const doubts = skipped || (truth === null && !evaluator.decides);
    const layer = new Scope(doubts ? evaluator.doubted(names, scope) : scope);
    if (layer.tooDeep) scope.forget();
    const outcome = evaluator.block(body, layer, positional);
    if (outcome !== 'ends') layers.push(layer);
    else if (untaken && !skipped && truth) stopped = true;
    if (skipped) continue;
    outcomes.push(outcome);
    if (truth) [possible, taken] = [false, true];
    else untaken = false;
  }
  if (stopped && names.size > 0 && decides) return names;
  const exhaustive = decides ? taken : branches.some(({ always }) => always);
  scope.merge(layers, exhaustive);
  if (stopped) evaluator.doubt(names, scope);
  if (exhaustive && layers.length === 0) return 'ends';
  if (!decides || !untaken) return 'unknown';
  return taken ? (outcomes[0] ?? 'unknown') : 'succeeds';
}

export const truthOf = (outcome: Outcome): Truth => (outcome === 'succeeds' ? true : outcome === 'fails' ? false : null);

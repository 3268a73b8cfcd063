/** The few calls whose result is known without running them. */
import { type ConfigNode, isScalar, type ScalarNode } from '../tree';
import type { Expr } from './ast';
import type { Evaluator } from './evaluate';
import { shown } from './nodes';
import type { Scope } from './scope';

type Call = Extract<Expr, { kind: 'call' }>;
type Known = (evaluator: Evaluator, call: Call, scope: Scope) => ConfigNode | null;

/** `a.b.c` as text; null for anything else. */
export function dotted(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.text;
  if (expr.kind !== 'attribute') return null;
  const owner = dotted(expr.of);
  return owner === null ? null : `${owner}.${expr.name}`;
}

/** Null where the call is none of these, or its result depends on a run. */
export function knownCall(evaluator: Evaluator, call: Call, scope: Scope): ConfigNode | null {
  const name = dotted(call.callee);
  if (name !== null && Object.hasOwn(KNOWN, name)) {
    const bound = scope.get(name.split('.')[0] ?? name);
    // A name that the module defines itself is another function.
    if (!bound || bound.imported) return KNOWN[name]?.(evaluator, call, scope) ?? null;
  }
  return call.callee.kind === 'attribute' ? method(evaluator, call, call.callee, scope) : null;
}

const first = (evaluator: Evaluator, call: Call, scope: Scope): ConfigNode | null => {
  const [only] = call.args;
  return only && call.args.length === 1 && call.keywords.size === 0 ? evaluator.evaluate(only, scope) : null;
};

/** A variable that nobody sets is the usual case, so its default is the value; the chain says so. */
const environment: Known = (evaluator, call, scope) => {
  const fallback = call.args[1] ?? call.keywords.get('default');
  const name = call.args[0] && evaluator.evaluate(call.args[0], scope);
  const set = name?.kind === 'str' && name.certain ? evaluator.environment.get(String(name.value)) : null;
  if (set === null) return null;
  if (set !== undefined) {
    return evaluator.make.moved(evaluator.make.scalar(call, 'str', set), call, { name: evaluator.make.source(call), range: call.range, text: set });
  }
  const value = fallback ? evaluator.evaluate(fallback, scope) : evaluator.make.scalar(call, 'null', null);
  return evaluator.make.moved(value, call, { name: evaluator.make.source(call), range: call.range, text: shown(value) });
};

/** `ListConfig([...])`, `list((...))`: a list of what it is given. */
const sequence: Known = (evaluator, call, scope) => {
  if (call.args.length === 0 && call.keywords.size === 0) return evaluator.make.list(call, []);
  const given = first(evaluator, call, scope) ?? (call.keywords.has('content') ? evaluator.evaluate(call.keywords.get('content') as Expr, scope) : null);
  return given?.kind === 'list' ? evaluator.make.moved(given, call) : null;
};

/** `field(default=...)` and `field(default_factory=lambda: ...)`. */
const field: Known = (evaluator, call, scope) => {
  const plain = call.keywords.get('default');
  if (plain) return evaluator.make.moved(evaluator.evaluate(plain, scope), call);
  const factory = call.keywords.get('default_factory');
  if (factory?.kind === 'lambda' && factory.plain) return evaluator.make.moved(evaluator.evaluate(factory.body, scope), call);
  if (factory?.kind === 'name' && factory.text === 'list') return evaluator.make.list(call, []);
  return factory?.kind === 'name' && factory.text === 'dict' ? evaluator.make.map(call, []) : null;
};

const converted =
  (convert: (node: ScalarNode) => number | string | boolean | null, kind: 'int' | 'float' | 'str' | 'bool'): Known =>
  (evaluator, call, scope) => {
    const given = first(evaluator, call, scope);
    const value = given && given.certain && isScalar(given) ? convert(given) : null;
    if (given === null || value === null) return null;
    return typeof value === 'number' && kind !== 'str' && kind !== 'bool' ? evaluator.make.number(call, kind, value, given) : evaluator.make.scalar(call, kind, value, given);
  };

const toInt = ({ kind, value }: ScalarNode): number | null => {
  if (kind === 'str') return /^\s*[-+]?\d[\d_]*\s*$/.test(String(value)) ? Number(String(value).trim().replaceAll('_', '')) : null;
  return value === null ? null : Math.trunc(Number(value));
};
const toFloat = ({ kind, value }: ScalarNode): number | null => {
  if (kind === 'str') return /^\s*[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(String(value)) ? Number(String(value).trim().replaceAll('_', '')) : null;
  return value === null ? null : Number(value);
};
const toText = ({ kind, value }: ScalarNode): string | null => (kind === 'str' || kind === 'int' ? String(value) : null);

const extreme =
  (pick: (...values: number[]) => number): Known =>
  (evaluator, call, scope) => {
    const values = call.args.map((argument) => evaluator.evaluate(argument, scope));
    if (values.length < 2 || call.keywords.size > 0 || !values.every((node) => node.certain && (node.kind === 'int' || node.kind === 'float'))) return null;
    const best = pick(...values.map((node) => Number((node as ScalarNode).value)));
    const chosen = values.find((node) => (node as ScalarNode).value === best);
    return chosen ? evaluator.through(chosen, call, ...values) : null;
  };

const ownFile = (argument: Expr | undefined): boolean => argument?.kind === 'name' && argument.text === '__file__';

const basename: Known = (evaluator, call, scope) => {
  if (ownFile(call.args[0])) return evaluator.make.scalar(call, 'str', evaluator.fileName);
  const given = first(evaluator, call, scope);
  return given?.kind === 'str' && given.certain ? evaluator.make.scalar(call, 'str', String(given.value).replace(/^.*\//, ''), given) : null;
};

const splitext: Known = (evaluator, call, scope) => {
  const given = first(evaluator, call, scope);
  if (given?.kind !== 'str' || !given.certain) return null;
  const [, stem = '', suffix = ''] = /^(.*?[^/.].*?|[^/]*?)(\.[^./]*)?$/s.exec(String(given.value)) ?? [];
  return evaluator.make.list(call, [stem, suffix].map((part) => evaluator.make.scalar(call, 'str', part, given)));
};

const join: Known = (evaluator, call, scope) => {
  const parts = call.args.map((argument) => evaluator.evaluate(argument, scope));
  if (parts.length === 0 || !parts.every((node) => node.kind === 'str' && node.certain)) return null;
  const path = parts.map((node) => String((node as ScalarNode).value)).reduce((left, right) => (right.startsWith('/') ? right : left === '' || left.endsWith('/') ? left + right : `${left}/${right}`));
  return evaluator.make.scalar(call, 'str', path, ...parts);
};

const length: Known = (evaluator, call, scope) => {
  const given = first(evaluator, call, scope);
  if (!given?.certain || (given.kind !== 'list' && given.kind !== 'str' && given.kind !== 'map')) return null;
  const count = given.kind === 'list' ? given.items.length : given.kind === 'map' ? given.entries.filter((entry) => !entry.overridden).length : [...String(given.value)].length;
  return evaluator.make.number(call, 'int', count, given);
};

const KNOWN: Record<string, Known> = {
  'os.environ.get': environment,
  'os.getenv': environment,
  'environ.get': environment,
  getenv: environment,
  ListConfig: sequence,
  'OmegaConf.create': sequence,
  list: sequence,
  tuple: sequence,
  field,
  'dataclasses.field': field,
  int: converted(toInt, 'int'),
  float: converted(toFloat, 'float'),
  str: converted(toText, 'str'),
  bool: converted(({ value }) => Boolean(value), 'bool'),
  min: extreme(Math.min),
  max: extreme(Math.max),
  len: length,
  'os.path.basename': basename,
  'os.path.splitext': splitext,
  'os.path.join': join,
};

/** Methods of a text that ask for nothing but it. */
function method(evaluator: Evaluator, call: Call, callee: Extract<Expr, { kind: 'attribute' }>, scope: Scope): ConfigNode | null {
  const owner = evaluator.evaluate(callee.of, scope);
  const given = call.args.map((argument) => evaluator.evaluate(argument, scope));
  if (owner.kind !== 'str' || !owner.certain || !given.every((node) => node.certain && node.kind === 'str')) return null;
  const value = String(owner.value);
  const [one] = given.map((node) => String((node as ScalarNode).value));
  if (one === undefined) {
    if (callee.name === 'lower') return evaluator.make.scalar(call, 'str', value.toLowerCase(), owner);
    if (callee.name === 'upper') return evaluator.make.scalar(call, 'str', value.toUpperCase(), owner);
    return callee.name === 'strip' ? evaluator.make.scalar(call, 'str', value.trim(), owner) : null;
  }
  if (given.length > 1) return null;
  if (callee.name === 'startswith') return evaluator.make.scalar(call, 'bool', value.startsWith(one), owner);
  return callee.name === 'endswith' ? evaluator.make.scalar(call, 'bool', value.endsWith(one), owner) : null;
}

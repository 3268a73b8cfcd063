/** Expressions to values, as far as they are known without running anything. */
import { type ConfigNode, isScalar } from '../tree';
import type { Expr } from './ast';
import { isBuiltin } from './builtins';
import { knownCall } from './calls';
import { MAX_TEXT, NodeMaker, shown, truth } from './nodes';
import { binary, compare, unary } from './operators';
import type { Scope } from './scope';

/** Variables that whoever starts the module sets; null where the value is not known. */
export type Environment = ReadonlyMap<string, string | null>;

export interface Unresolved {
  name: string;
  at: Expr['range'];
}

export class Evaluator {
  readonly make: NodeMaker;
  /** Names that are bound nowhere above the place where they are read. */
  readonly unresolved: Unresolved[] = [];

  /** @param fileName what `os.path.basename(__file__)` gives */
  constructor(
    text: string,
    readonly fileName: string,
    readonly environment: Environment,
  ) {
    this.make = new NodeMaker(text);
  }

  evaluate(expr: Expr, scope: Scope): ConfigNode {
    const { make } = this;
    switch (expr.kind) {
      case 'number':
        return this.number(expr, expr.text);
      case 'string':
        return make.scalar(expr, 'str', expr.value);
      case 'constant':
        return make.scalar(expr, expr.value === null ? 'null' : 'bool', expr.value);
      case 'fstring':
        return this.fstring(expr, expr.parts, scope);
      case 'name':
        return this.name(expr, expr.text, scope);
      case 'attribute':
        return this.attribute(expr, expr.of, expr.name, scope);
      case 'list':
      case 'tuple':
        return make.list(expr, expr.items.map((item) => this.evaluate(item, scope)));
      case 'dict':
        return this.dict(expr, expr.entries, scope);
      case 'subscript':
        return this.subscript(expr, expr.of, expr.index, scope);
      case 'unary':
        return this.unary(expr, expr.op, this.evaluate(expr.operand, scope));
      case 'binary':
        return this.binary(expr, expr.op, expr.left, expr.right, scope);
      case 'compare':
        return this.comparison(expr, expr.first, expr.rest, scope);
      case 'conditional': {
        const test = this.evaluate(expr.test, scope);
        const holds = truth(test);
        if (holds === null) return make.unknown(expr, test);
        const chosen = this.evaluate(holds ? expr.then : expr.otherwise, scope);
        return this.through(chosen, expr, test);
      }
      case 'call':
        this.notice(expr.callee, scope);
        return knownCall(this, expr, scope) ?? make.unknown(expr);
      default:
        return make.unknown(expr);
    }
  }

  /** A value that also depends on others: their chains are shown behind its own. */
  through(node: ConfigNode, at: Expr, ...others: ConfigNode[]): ConfigNode {
    const via = [...(node.via ?? []), ...others.flatMap((other) => other.via ?? [])];
    return this.make.moved(via.length > 0 ? { ...node, via } : node, at);
  }

  /** Remembers a name that nothing binds. */
  private notice(expr: Expr, scope: Scope): void {
    let root = expr;
    while (root.kind === 'attribute') root = root.of;
    if (root.kind !== 'name' || scope.open || scope.get(root.text) || isBuiltin(root.text)) return;
    const { text: name, range: at } = root;
    if (!this.unresolved.some((known) => known.at.start === at.start)) this.unresolved.push({ name, at });
  }

  private number(expr: Expr, text: string): ConfigNode {
    const digits = text.replaceAll('_', '');
    if (/j$/i.test(digits)) return this.make.unknown(expr);
    return this.make.number(expr, /^0[xob]/i.test(digits) || !/[.e]/i.test(digits) ? 'int' : 'float', Number(digits));
  }

  private fstring(expr: Expr, parts: (string | Expr | null)[], scope: Scope): ConfigNode {
    const from: ConfigNode[] = [];
    let value: string | null = '';
    for (const part of parts) {
      const node = part !== null && typeof part !== 'string' ? this.evaluate(part, scope) : null;
      if (node) from.push(node);
      const piece = typeof part === 'string' ? part : node && node.certain && (node.kind === 'str' || node.kind === 'int') ? String(node.value) : null;
      value = value === null || piece === null || value.length + piece.length > MAX_TEXT ? null : value + piece;
    }
    return value === null ? this.make.unknown(expr, ...from) : this.make.scalar(expr, 'str', value, ...from);
  }

  private name(expr: Expr, name: string, scope: Scope): ConfigNode {
    const binding = scope.get(name);
    this.notice(expr, scope);
    if (!binding?.node) return this.make.unknown(expr);
    return this.make.moved(binding.node, expr, { name, range: binding.at, text: shown(binding.node) });
  }

  /** `SomeClass.field` of a class above. */
  private attribute(expr: Expr, of: Expr, name: string, scope: Scope): ConfigNode {
    const owner = of.kind === 'name' ? scope.get(of.text)?.class : undefined;
    const field = owner?.fields.findLast((candidate) => candidate.name === name && candidate.value !== null);
    if (!owner || !field?.value) {
      if (of.kind !== 'name') this.evaluate(of, scope);
      return this.make.unknown(expr);
    }
    return this.make.moved(field.value, expr, { name: `${owner.name}.${name}`, range: field.nameRange, text: shown(field.value) });
  }

  private dict(expr: Expr, entries: [Expr, Expr][], scope: Scope): ConfigNode {
    const pairs = entries.map(([key, value]) => [this.evaluate(key, scope), key, this.evaluate(value, scope)] as const);
    if (!pairs.every(([key]) => key.certain && key.kind === 'str')) return this.make.unknown(expr);
    return this.make.map(expr, pairs.map(([key, at, value]) => [String((key as { value: unknown }).value), at, value]));
  }

  private subscript(expr: Expr, of: Expr, index: Expr, scope: Scope): ConfigNode {
    const owner = this.evaluate(of, scope);
    const key = this.evaluate(index, scope);
    if (!owner.certain || !key.certain || !isScalar(key)) return this.make.unknown(expr, owner, key);
    let found: ConfigNode | undefined;
    if (owner.kind === 'list' && key.kind === 'int') found = owner.items.at(Number(key.value));
    else if (owner.kind === 'map') found = owner.entries.findLast((entry) => entry.key === key.value)?.value;
    return found ? this.through(found, expr, owner, key) : this.make.unknown(expr, owner, key);
  }

  private unary(expr: Expr, op: string, operand: ConfigNode): ConfigNode {
    if (op === 'not') {
      const holds = truth(operand);
      return holds === null ? this.make.unknown(expr, operand) : this.make.scalar(expr, 'bool', !holds, operand);
    }
    const result = operand.certain && isScalar(operand) ? unary(op, operand) : undefined;
    return result ? this.plain(expr, result, operand) : this.make.unknown(expr, operand);
  }

  private binary(expr: Expr, op: string, leftExpr: Expr, rightExpr: Expr, scope: Scope): ConfigNode {
    const left = this.evaluate(leftExpr, scope);
    if (op === 'and' || op === 'or') {
      const holds = truth(left);
      if (holds === null) return this.make.unknown(expr, left);
      return this.through(holds === (op === 'or') ? left : this.evaluate(rightExpr, scope), expr, left);
    }
    const right = this.evaluate(rightExpr, scope);
    if (!left.certain || !right.certain) return this.make.unknown(expr, left, right);
    if (left.kind === 'list' && right.kind === 'list' && op === '+') return this.make.list(expr, [...left.items, ...right.items], left, right);
    const result = isScalar(left) && isScalar(right) ? binary(op, left, right) : undefined;
    return result ? this.plain(expr, result, left, right) : this.make.unknown(expr, left, right);
  }

  private comparison(expr: Expr, first: Expr, rest: [string, Expr][], scope: Scope): ConfigNode {
    const seen: ConfigNode[] = [this.evaluate(first, scope)];
    for (const [op, operand] of rest) {
      const left = seen.at(-1);
      const right = this.evaluate(operand, scope);
      seen.push(right);
      const result = left && left.certain && right.certain ? holdsBetween(op, left, right) : undefined;
      if (result === undefined) return this.make.unknown(expr, ...seen);
      if (!result) return this.make.scalar(expr, 'bool', false, ...seen);
    }
    return this.make.scalar(expr, 'bool', true, ...seen);
  }

  private plain(expr: Expr, { kind, value }: Pick<Extract<ConfigNode, { quoted: boolean }>, 'kind' | 'value'>, ...from: ConfigNode[]): ConfigNode {
    return kind === 'int' || kind === 'float' ? this.make.number(expr, kind, Number(value), ...from) : this.make.scalar(expr, kind, value, ...from);
  }
}

function holdsBetween(op: string, left: ConfigNode, right: ConfigNode): boolean | undefined {
  if (isScalar(left) && isScalar(right)) return compare(op, left, right);
  if ((op === 'in' || op === 'not in') && isScalar(left) && right.kind === 'list') {
    const answers = right.items.map((item) => (item.certain && isScalar(item) ? compare('==', left, item) : undefined));
    if (answers.includes(true)) return op === 'in';
    return answers.includes(undefined) ? undefined : op === 'not in';
  }
  // A list is never None.
  if (op === 'is' || op === 'is not') return left.kind === 'null' || right.kind === 'null' ? op === 'is not' : undefined;
  return undefined;
}

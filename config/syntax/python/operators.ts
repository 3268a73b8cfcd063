/** Python's operators on plain values. Undefined where the result is an error or not worth knowing. */
import type { ScalarNode } from '../tree';
import { MAX_TEXT, type Value } from './nodes';

export interface Plain {
  kind: ScalarNode['kind'];
  value: Value;
}

const numeric = ({ kind, value }: Plain): number | null => (kind === 'int' || kind === 'float' || kind === 'bool' ? Number(value) : null);

export function binary(op: string, left: Plain, right: Plain): Plain | undefined {
  const a = numeric(left);
  const b = numeric(right);
  if (a !== null && b !== null) return arithmetic(op, a, b, left.kind !== 'float' && right.kind !== 'float');
  if (left.kind === 'str' && right.kind === 'str' && op === '+') return text(String(left.value) + String(right.value));
  if (left.kind === 'str' && right.kind === 'int' && op === '*' && Number(right.value) * String(left.value).length <= MAX_TEXT) {
    return text(String(left.value).repeat(Math.max(0, Number(right.value))));
  }
  return undefined;
}

const text = (value: string): Plain | undefined => (value.length <= MAX_TEXT ? { kind: 'str', value } : undefined);

function arithmetic(op: string, a: number, b: number, whole: boolean): Plain | undefined {
  const kind = whole ? 'int' : 'float';
  switch (op) {
    case '+':
      return { kind, value: a + b };
    case '-':
      return { kind, value: a - b };
    case '*':
      return { kind, value: a * b };
    case '/':
      return b === 0 ? undefined : { kind: 'float', value: a / b };
    case '//':
      return b === 0 ? undefined : { kind, value: Math.floor(a / b) };
    case '%':
      return b === 0 ? undefined : { kind, value: a - b * Math.floor(a / b) };
    case '**':
      return a < 0 && !Number.isInteger(b) ? undefined : { kind: whole && b >= 0 ? 'int' : 'float', value: a ** b };
    default:
      return undefined;
  }
}

export function unary(op: string, operand: Plain): Plain | undefined {
  const value = numeric(operand);
  if (value === null) return undefined;
  const kind = operand.kind === 'float' ? 'float' : 'int';
  if (op === '-') return { kind, value: -value };
  if (op === '+') return { kind, value };
  return op === '~' && kind === 'int' ? { kind, value: -value - 1 } : undefined;
}

export function compare(op: string, left: Plain, right: Plain): boolean | undefined {
  const a = numeric(left);
  const b = numeric(right);
  const same = a !== null && b !== null ? a === b : left.value === right.value && (left.kind === 'str') === (right.kind === 'str');
  if (op === '==') return same;
  if (op === '!=') return !same;
  if (op === 'is' || op === 'is not') {
    // Identity is only sure for None, True and False.
    if (![left, right].some(({ kind }) => kind === 'null' || kind === 'bool')) return undefined;
    return (left.kind === right.kind && left.value === right.value) === (op === 'is');
  }
  if (left.kind === 'str' && right.kind === 'str') {
    if (op === 'in' || op === 'not in') return String(right.value).includes(String(left.value)) === (op === 'in');
    return ordered(op, String(left.value), String(right.value));
  }
  return a !== null && b !== null ? ordered(op, a, b) : undefined;
}

function ordered<T extends number | string>(op: string, a: T, b: T): boolean | undefined {
  if (op === '<') return a < b;
  if (op === '>') return a > b;
  if (op === '<=') return a <= b;
  return op === '>=' ? a >= b : undefined;
}

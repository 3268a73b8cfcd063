/** Which values two parsed configs differ in. */
import type { ConfigChange } from '../../protocol/checkpoint';

type Values = Map<string, string>;

/** Changed leaves as dotted paths, in the order of `a`, then what only `b` has. The order of keys means nothing. */
export function changedValues(file: string, a: unknown, b: unknown): ConfigChange[] {
  const left = leaves(a);
  const right = leaves(b);
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => ({ file, path, a: left.get(path) ?? null, b: right.get(path) ?? null }));
}

/** Deeper values are compared as one text. */
const MAX_DEPTH = 32;

/** Dotted path -> JSON text. Lists of plain values are leaves: a shifted list would read as many changes. */
function leaves(root: unknown): Values {
  const values: Values = new Map();
  const visit = (value: unknown, path: string, depth: number): void => {
    const nested = depth < MAX_DEPTH && isNested(value);
    if (!nested && (depth > 0 || canonical(value) !== '{}')) values.set(path, canonical(value));
    if (!nested) return;
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, `${path}[${index}]`, depth + 1));
    else for (const [key, item] of Object.entries(value)) visit(item, extend(path, key), depth + 1);
  };
  visit(root, '', 0);
  return values;
}

function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null);
  return Object.keys(value).length > 0;
}

function extend(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** JSON text that does not depend on the order of keys; NaN and infinities (YAML has them) as text. */
function canonical(value: unknown): string {
  const order = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
  const plain = (_key: string, item: unknown): unknown => {
    if (typeof item === 'number' && !Number.isFinite(item)) return String(item);
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
    return isObject ? Object.fromEntries(Object.entries(item).sort(order)) : item;
  };
  return JSON.stringify(value, plain) ?? 'null';
}

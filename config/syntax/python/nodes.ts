/** Values of expressions as config nodes. */
import type { ConfigNode, ListNode, MapNode, ScalarNode, Via } from '../tree';
import type { Expr } from './ast';

export type Value = null | boolean | number | string;

/** Longest chain of references that a hover shows. */
const MAX_VIA = 12;
/** Values that one list may hold, those of its lists included; more is no config. */
export const MAX_VALUES = 10_000;
export const MAX_TEXT = 100_000;

export class NodeMaker {
  private readonly sizes = new WeakMap<ConfigNode, number>();

  constructor(private readonly text: string) {}

  scalar(at: Expr, kind: ScalarNode['kind'], value: Value, ...from: ConfigNode[]): ScalarNode {
    return { kind, value, range: at.range, certain: true, source: this.source(at), quoted: at.kind === 'string' || at.kind === 'fstring', ...viaOf(from) };
  }

  /** A number; whole ones beyond what is exact here are not known. */
  number(at: Expr, kind: 'int' | 'float', value: number, ...from: ConfigNode[]): ScalarNode {
    return kind === 'int' && !Number.isSafeInteger(value) ? this.unknown(at, ...from) : this.scalar(at, kind, value, ...from);
  }

  /** What only a run would tell. */
  unknown(at: Expr, ...from: ConfigNode[]): ScalarNode {
    return { kind: 'str', value: this.source(at), range: at.range, certain: false, source: this.source(at), quoted: false, ...viaOf(from) };
  }

  list(at: Expr, items: ConfigNode[], ...from: ConfigNode[]): ConfigNode {
    const made: ListNode = { kind: 'list', items, flow: true, range: at.range, certain: true, ...viaOf(from) };
    return this.bounded(made, items, at);
  }

  map(at: Expr, pairs: [string, Expr, ConfigNode][]): ConfigNode {
    const last = new Map(pairs.map(([key], index) => [key, index]));
    const entries = pairs.map(([key, keyAt, value], index) => ({ key, textKey: true, keyRange: keyAt.range, value, merged: false, overridden: last.get(key) !== index }));
    const made: MapNode = { kind: 'map', entries, flow: true, range: at.range, certain: true };
    return this.bounded(made, entries.map(({ value }) => value), at);
  }

  /** The same value seen at another place. */
  moved(node: ConfigNode, at: Expr, step?: Via): ConfigNode {
    const via = [...(step ? [step] : []), ...(node.via ?? [])].slice(0, MAX_VIA);
    const copy: ConfigNode = { ...node, range: at.range, ...(via.length > 0 ? { via } : {}) };
    if (copy.kind !== 'list' && copy.kind !== 'map') copy.source = this.source(at);
    this.sizes.set(copy, this.sizes.get(node) ?? 1);
    return copy;
  }

  source(at: Expr): string {
    return this.text.slice(at.range.start, at.range.end);
  }

  private bounded(made: ListNode | MapNode, children: ConfigNode[], at: Expr): ConfigNode {
    const size = children.reduce((sum, child) => sum + (this.sizes.get(child) ?? 1), 1);
    if (size > MAX_VALUES) return this.unknown(at);
    this.sizes.set(made, size);
    return made;
  }
}

function viaOf(from: ConfigNode[]): { via?: Via[] } {
  const via = from.flatMap((node) => node.via ?? []).slice(0, MAX_VIA);
  return via.length > 0 ? { via } : {};
}

/** Python's truth of a value; null where it is not known. */
export function truth(node: ConfigNode): boolean | null {
  if (!node.certain) return null;
  if (node.kind === 'list') return node.items.length > 0;
  if (node.kind === 'map') return node.entries.length > 0;
  return Boolean(node.value);
}

/** A value as Python would print it, for a hover; null where it is not known or no single value. */
export function shown(node: ConfigNode): string | null {
  if (!node.certain || node.kind === 'list' || node.kind === 'map') return null;
  if (node.value === null) return 'None';
  return typeof node.value === 'boolean' ? (node.value ? 'True' : 'False') : String(node.value);
}

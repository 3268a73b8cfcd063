/** Syntax nodes of the `yaml` package to config nodes, with the semantics of PyYAML's composer and constructors. */
import { isAlias, isMap, isScalar, isSeq, Scalar, type Alias, type Node, type Pair, type YAMLMap } from 'yaml';
import type { ConfigNode, ListNode, MapEntry, MapNode, Range, ScalarNode } from '../tree';
import { isKnownCollectionTag, resolvePlain, resolveTagged } from './scalars';
import type { SyntaxProblem } from './parse';

/** Values that aliases may stand for in one file; a "billion laughs" file asks for more. */
const MAX_EXPANDED = 100_000;

export class Composer {
  readonly problems: SyntaxProblem[] = [];
  private readonly sizes = new Map<ConfigNode, number>();
  private readonly anchors = new Map<string, Node>();
  private readonly done = new Map<Node, ConfigNode>();
  private readonly open = new Set<Node>();
  private expanded = 0;

  constructor(
    private readonly text: string,
    private readonly broken: Range[],
  ) {}

  node(source: unknown): ConfigNode {
    if (isAlias(source)) return this.alias(source);
    const node = source as Node;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    const made = isMap(node) ? this.map(node) : isSeq(node) ? this.list(node) : this.scalar(node);
    this.open.delete(node);
    this.done.set(node, made);
    return made;
  }

  private report(range: Range, message: string): void {
    this.problems.push({ range, message });
  }

  private certain(range: Range): boolean {
    return !this.broken.some((bad) => bad.start <= range.end && bad.end >= range.start);
  }

  /** Broken text inside brackets spoils the whole of them; a block collection loses only the pair that is broken. */
  private whole(flow: boolean, range: Range): boolean {
    return !flow || this.certain(range);
  }

  private scalar(node: Node): ScalarNode {
    const range = rangeOf(node);
    const source = isScalar(node) ? node.source ?? '' : '';
    const quoted = isScalar(node) && node.type !== undefined && node.type !== Scalar.PLAIN;
    const resolved = node.tag
      ? resolveTagged(node.tag, source)
      : quoted
        ? { kind: 'str' as const, value: source }
        : source === '='
          ? null
          : resolvePlain(source);
    if (!resolved) this.report(range, `The loader has no meaning for ${node.tag ?? 'a lone ='} and stops here.`);
    const written = this.text.slice(range.start, range.end);
    return { ...(resolved ?? { kind: 'str', value: source }), range, certain: !!resolved && this.certain(range), source: written, quoted };
  }

  private list(node: Node & { items: unknown[]; flow?: boolean }): ListNode {
    const range = this.collection(node);
    const items = node.items.map((item) => this.node(item));
    const flow = node.flow === true;
    return this.sized({ kind: 'list', items, flow, range, certain: this.whole(flow, range) }, items);
  }

  private map(node: YAMLMap): MapNode {
    const range = this.collection(node);
    const entries: MapEntry[] = [];
    for (const pair of node.items) this.pair(pair, entries);
    const last = new Map<string, MapEntry>();
    for (const entry of entries) {
      const identity = `${entry.textKey}:${entry.key}`;
      const before = last.get(identity);
      // A merged pair never beats one written in the mapping itself.
      if (before && entry.merged && !before.merged) entry.overridden = true;
      else {
        if (before) before.overridden = true;
        last.set(identity, entry);
      }
    }
    const flow = node.flow === true;
    const made: MapNode = { kind: 'map', entries, flow, range, certain: this.whole(flow, range) };
    return this.sized(made, entries.map((entry) => entry.value));
  }

  private pair(pair: Pair<unknown, unknown>, entries: MapEntry[]): void {
    const key = pair.key == null ? missing(0) : this.node(pair.key);
    if (key.kind === 'map' || key.kind === 'list') return this.report(key.range, 'A key must be a single word, not a list or mapping.');
    const value = pair.value == null ? missing(key.range.end) : this.node(pair.value);
    if (key.source === '<<') return this.merge(value, entries);
    const name = key.kind === 'str' ? String(key.value) : key.source;
    entries.push({ key: name, textKey: key.kind === 'str', keyRange: key.range, value: key.certain ? value : { ...value, certain: false }, merged: false, overridden: false });
  }

  private merge(value: ConfigNode, entries: MapEntry[]): void {
    const maps = value.kind === 'list' ? value.items.toReversed() : [value];
    for (const map of maps) {
      if (map.kind !== 'map') this.report(map.range, '<< takes a mapping or a list of mappings.');
      else if (this.spend(map)) for (const entry of map.entries) if (!entry.overridden) entries.push({ ...entry, merged: true });
    }
  }

  private alias(alias: Alias): ConfigNode {
    const range = rangeOf(alias);
    const nothing: ConfigNode = { kind: 'null', value: null, range, certain: false, source: '', quoted: false };
    const target = this.anchors.get(alias.source);
    if (!target) {
      this.report(range, `No anchor &${alias.source} stands above this alias.`);
      return nothing;
    }
    const made = this.open.has(target) ? undefined : this.done.get(target);
    if (!made || !this.spend(made)) return nothing;
    const copy = { ...made, range };
    this.sizes.set(copy, this.sizes.get(made) ?? 1);
    return copy;
  }

  /** Counts what an alias stands for. Says so once when the file asks for too much. */
  private spend(node: ConfigNode): boolean {
    const before = this.expanded;
    this.expanded += this.sizes.get(node) ?? 1;
    if (this.expanded <= MAX_EXPANDED) return true;
    if (before <= MAX_EXPANDED) this.report(node.range, `Aliases repeat more than ${MAX_EXPANDED} values; the rest is not checked.`);
    return false;
  }

  private sized<T extends ConfigNode>(made: T, children: ConfigNode[]): T {
    this.sizes.set(made, children.reduce((sum, child) => sum + (this.sizes.get(child) ?? 1), 1));
    return made;
  }

  private collection(node: Node): Range {
    const range = rangeOf(node);
    if (node.tag && !isKnownCollectionTag(node.tag)) this.report(range, `The loader has no meaning for ${node.tag} and stops here.`);
    return range;
  }
}

const rangeOf = (node: Node): Range => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });
const missing = (at: number): ScalarNode => ({ kind: 'null', value: null, range: { start: at, end: at }, certain: true, source: '', quoted: false });

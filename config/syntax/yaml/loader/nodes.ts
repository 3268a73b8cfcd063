/** Makes config nodes with the semantics of PyYAML's composer and constructors: values, anchors, merge keys. */
import type { ConfigNode, ListNode, MapEntry, MapNode, Range, ScalarNode } from '../../tree';
import { Broken } from './broken';
import { isKnownCollectionTag, isKnownTag, isMeaningless, type Loader, resolvePlain, resolveTagged } from '../scalars';
import type { Token } from './scanner';

export interface SyntaxProblem {
  range: Range;
  message: string;
}

/** Values that aliases may stand for in one file; a "billion laughs" file asks for more. */
const MAX_EXPANDED = 100_000;

export class Nodes {
  /** Whether an anchor or alias was met: then blocks of the file depend on each other. */
  anchored = false;
  private readonly anchors = new Map<string, ConfigNode | null>();
  private readonly anchorNames: string[] = [];
  private readonly sizes = new Map<ConfigNode, number>();
  private expanded = 0;

  /** @param problems where the problems of what is being made are put */
  constructor(
    readonly text: string,
    readonly loader: Loader,
    public problems: SyntaxProblem[] = [],
  ) {}

  report(range: Range, message: string): void {
    this.problems.push({ range: { start: range.start, end: range.end }, message });
  }

  scalar(start: number, end: number, content: string, plain: boolean, tag: string | null = null, isKey = false): ScalarNode {
    const range = { start, end };
    const resolved = this.resolve(content, plain, tag, isKey);
    if (!resolved) this.report(range, tag !== null && isKnownTag(tag) ? `This is no ${shortTag(tag)}: the loader stops here.` : `The loader has no meaning for ${tag === null ? `a lone ${content}` : shortTag(tag)} and stops here.`);
    const { kind, value } = resolved ?? text(content);
    return { kind, value, range, certain: resolved !== null, source: this.text.slice(start, end), quoted: !plain };
  }

  private resolve(content: string, plain: boolean, tag: string | null, isKey: boolean): Pick<ScalarNode, 'kind' | 'value'> | null {
    if (tag !== null && tag !== '!') return resolveTagged(tag, content);
    // A lone `!` lets the text decide, in quotes too.
    if (tag === null && !plain) return text(content);
    if (isMeaningless(content)) return isKey ? text(content) : null;
    return resolvePlain(content, this.loader);
  }

  /** Nothing, where a value could stand. */
  empty(at: number, certain = true): ScalarNode {
    return { kind: 'null', value: null, range: { start: at, end: at }, certain, source: '', quoted: false };
  }

  list(items: ConfigNode[], flow: boolean, range: Range): ListNode {
    return this.sized({ kind: 'list', items, flow, range, certain: true }, items);
  }

  map(entries: MapEntry[], flow: boolean, range: Range): MapNode {
    markOverridden(entries);
    const node: MapNode = { kind: 'map', entries, flow, range, certain: true };
    return this.anchored ? this.sized(node, entries.map((entry) => entry.value)) : node;
  }

  /** Adds a pair, or what a merge key brings in. */
  pair(key: ConfigNode, value: ConfigNode, entries: MapEntry[]): void {
    if (key.kind === 'map' || key.kind === 'list') return this.report(key.range, 'A key must be a single word, not a list or mapping.');
    if (key.source === '<<') return this.merge(value, entries);
    const name = key.kind === 'str' ? String(key.value) : key.source;
    entries.push({ key: name, textKey: key.kind === 'str', keyRange: key.range, value, merged: false, overridden: false });
  }

  /** Announces the node that an anchor names, before its parts are read: they may hold an alias of it. */
  open(anchor: Token): void {
    this.anchored = true;
    if (this.anchors.has(anchor.value)) throw new Broken(`The anchor &${anchor.value} stands twice.`, anchor.start, anchor.end);
    this.anchors.set(anchor.value, null);
    this.anchorNames.push(anchor.value);
  }

  close(anchor: Token, node: ConfigNode): void {
    this.anchors.set(anchor.value, node);
  }

  /** How many anchors there are so far, for `forgetSince`. */
  get anchorCount(): number {
    return this.anchorNames.length;
  }

  /** Forgets what the anchors of a failed reading stand for; `keepNames`: aliases may still name them. */
  forgetSince(count: number, keepNames: boolean): void {
    const names = keepNames ? this.anchorNames.slice(count) : this.anchorNames.splice(count);
    for (const name of names) {
      if (keepNames) this.anchors.set(name, null);
      else this.anchors.delete(name);
    }
  }

  alias({ start, end, value }: Token): ConfigNode {
    this.anchored = true;
    const target = this.anchors.get(value);
    if (target === undefined) this.report({ start, end }, `No anchor &${value} stands above this alias.`);
    if (!target || !this.spend(target, { start, end })) return this.empty(start, false);
    const copy = { ...target, range: { start, end } };
    this.sizes.set(copy, this.sizes.get(target) ?? 1);
    return copy;
  }

  private merge(value: ConfigNode, entries: MapEntry[]): void {
    const maps = value.kind === 'list' ? value.items.toReversed() : [value];
    for (const map of maps) {
      if (map.kind !== 'map') {
        if (map.certain) this.report(map.range, '<< takes a mapping or a list of mappings.');
      } else if (this.spend(map, map.range)) {
        for (const entry of map.entries) if (!entry.overridden) entries.push({ ...entry, merged: true });
      }
    }
  }

  /** Counts what an alias stands for. Says so once when the file asks for too much. */
  private spend(node: ConfigNode, range: Range): boolean {
    const before = this.expanded;
    this.expanded += this.sizes.get(node) ?? 1;
    if (this.expanded <= MAX_EXPANDED) return true;
    if (before <= MAX_EXPANDED) this.report(range, `Aliases repeat more than ${MAX_EXPANDED} values; the rest is not checked.`);
    return false;
  }

  private sized<T extends ConfigNode>(made: T, children: ConfigNode[]): T {
    this.sizes.set(made, children.reduce((sum, child) => sum + (this.sizes.get(child) ?? 1), 1));
    return made;
  }

  /** Says so when `safe_load` has no constructor for the tag of a collection. */
  checkCollectionTag(tag: string, range: Range): void {
    if (!isKnownCollectionTag(tag)) this.report(range, `The loader has no meaning for ${shortTag(tag)} and stops here.`);
  }
}

const text = (value: string): Pick<ScalarNode, 'kind' | 'value'> => ({ kind: 'str', value });
const shortTag = (tag: string): string => tag.replace(/^tag:yaml\.org,2002:/, '!!');

/** Of a repeated key the last one counts, and a merged pair never beats one written in the mapping itself. */
export function markOverridden(entries: readonly MapEntry[]): void {
  if (entries.length < 2) {
    for (const entry of entries) entry.overridden = false;
    return;
  }
  const last = new Map<string, MapEntry>();
  for (const entry of entries) {
    entry.overridden = false;
    const identity = entry.textKey ? entry.key : `\0${entry.key}`;
    const before = last.get(identity);
    if (before && entry.merged && !before.merged) entry.overridden = true;
    else {
      if (before) before.overridden = true;
      last.set(identity, entry);
    }
  }
}

/** Overrides of a command line to one tree: `a.b.c=1` is `{a: {b: {c: 1}}}`, each segment with its place. */
import type { ConfigNode, MapEntry, MapNode, Range } from '../tree';

export interface Segment {
  name: string;
  range: Range;
}

export class OverrideTree {
  readonly root: MapNode;
  /** By map and key, so that a thousand overrides of one section stay cheap. */
  private readonly entries = new Map<MapNode, Map<string, MapEntry>>();

  constructor(range: Range) {
    this.root = { kind: 'map', entries: [], flow: false, certain: true, range: { ...range } };
  }

  /** Puts a value where the path says. Of the same leaf the last one counts; a mapping is merged into one that is there. */
  set(path: readonly Segment[], value: ConfigNode, mark?: MapEntry['mark']): void {
    let map = this.root;
    for (const segment of path.slice(0, -1)) map = this.section(map, segment);
    const leaf = path.at(-1);
    if (leaf) this.put(map, leaf, value, mark);
  }

  private section(map: MapNode, { name, range }: Segment): MapNode {
    const known = this.known(map).get(name)?.value;
    if (known?.kind === 'map') {
      known.range = { start: Math.min(known.range.start, range.start), end: Math.max(known.range.end, range.end) };
      return known;
    }
    const made: MapNode = { kind: 'map', entries: [], flow: false, certain: true, range: { ...range } };
    this.add(map, { key: name, textKey: true, keyRange: range, value: made, merged: false, overridden: false });
    return made;
  }

  private put(map: MapNode, { name, range }: Segment, value: ConfigNode, mark: MapEntry['mark']): void {
    const known = this.known(map).get(name)?.value;
    if (known?.kind === 'map' && value.kind === 'map') {
      for (const entry of value.entries) this.put(known, { name: entry.key, range: entry.keyRange }, entry.value, mark);
      if (!value.certain) known.certain = false;
      return;
    }
    this.add(map, { key: name, textKey: true, keyRange: range, value, merged: false, overridden: false, ...(mark ? { mark } : {}) });
  }

  private add(map: MapNode, entry: MapEntry): void {
    const known = this.known(map);
    const before = known.get(entry.key);
    if (before) before.overridden = true;
    known.set(entry.key, entry);
    map.entries.push(entry);
    const { start, end } = entry.value.range;
    map.range = { start: Math.min(map.range.start, entry.keyRange.start), end: Math.max(map.range.end, end, start) };
  }

  private known(map: MapNode): Map<string, MapEntry> {
    const known = this.entries.get(map);
    if (known) return known;
    const made = new Map(map.entries.filter((entry) => !entry.overridden).map((entry) => [entry.key, entry]));
    this.entries.set(map, made);
    return made;
  }
}

/** The same node, concluded from by nobody: it stands in some branches of the script only. An anchor's node stays shared. */
export function doubtful(node: ConfigNode, seen = new Map<ConfigNode, ConfigNode>()): ConfigNode {
  const known = seen.get(node);
  if (known) return known;
  const result: ConfigNode =
    node.kind === 'map'
      ? { ...node, certain: false, entries: node.entries.map((entry) => ({ ...entry, value: doubtful(entry.value, seen) })) }
      : node.kind === 'list'
        ? { ...node, certain: false, items: node.items.map((item) => doubtful(item, seen)) }
        : { ...node, certain: false };
  seen.set(node, result);
  return result;
}

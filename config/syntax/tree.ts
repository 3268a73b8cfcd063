/**
 * A config as rules see it: values with the place they stand at, whatever syntax they were written in.
 */

/** Offsets in UTF-16 units, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** One step of the way from the place of use to the text that gave the value: a variable, its default, a file. */
export interface Via {
  /** As written: `$LR`, `${LR:-1e-6}`, `BaseConfig.seed`. */
  name: string;
  /** Where this step stands, in `uri` or, without one, in the same document. */
  range: Range;
  uri?: string;
  /** The text it gave, null where it is not known. */
  text: string | null;
}

interface Base {
  range: Range;
  /** False where the text is broken, half-typed or not known before it runs: nothing is concluded from it. */
  certain: boolean;
  /** How the value came here, outermost first; absent for a value that stands as written. */
  via?: readonly Via[];
}

export interface ScalarNode extends Base {
  kind: 'null' | 'bool' | 'int' | 'float' | 'str' | 'date' | 'binary';
  value: null | boolean | number | string;
  /** As written, quotes included. */
  source: string;
  quoted: boolean;
}

export interface MapEntry {
  /** The key as text. */
  key: string;
  /** False for keys such as `on:` or `1:`, which the loader turns into a boolean or a number. */
  textKey: boolean;
  keyRange: Range;
  value: ConfigNode;
  /** Came in through `<<`. */
  merged: boolean;
  /** The same key stands again further down, and that one wins. */
  overridden: boolean;
  /** Hydra's mark before an override: add, add or override, delete. */
  mark?: '+' | '++' | '~';
}

export interface MapNode extends Base {
  kind: 'map';
  /** Every pair in the file's order, also the overridden ones. */
  entries: MapEntry[];
  flow: boolean;
}

export interface ListNode extends Base {
  kind: 'list';
  items: ConfigNode[];
  flow: boolean;
}

export type ConfigNode = ScalarNode | MapNode | ListNode;

export const isScalar = (node: ConfigNode): node is ScalarNode => node.kind !== 'map' && node.kind !== 'list';

/** The pairs that count: of a repeated key the last one. */
export const effectiveEntries = (map: MapNode): MapEntry[] => map.entries.filter((entry) => !entry.overridden);

export const entryOf = (map: MapNode, key: string): MapEntry | undefined =>
  map.entries.findLast((entry) => entry.key === key && entry.textKey && !entry.overridden);

/** Plain values; what is uncertain is left out. Shared anchors stay shared, so the size is bounded by the text's. */
export function valueOf(node: ConfigNode, seen = new Map<ConfigNode, unknown>()): unknown {
  if (isScalar(node)) return node.value;
  const known = seen.get(node);
  if (known !== undefined) return known;
  // fromEntries defines own properties: a key `__proto__` is only a key.
  const value: unknown =
    node.kind === 'list'
      ? node.items.filter((item) => item.certain).map((item) => valueOf(item, seen))
      : Object.fromEntries(
          effectiveEntries(node)
            .filter((entry) => entry.value.certain)
            .map((entry) => [entry.key, valueOf(entry.value, seen)]),
        );
  seen.set(node, value);
  return value;
}

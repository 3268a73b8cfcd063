/** Effective values: this file's, else its base config's, else the default; and `unknown` wherever the text does not tell. */
import type { FieldSpec } from '../catalogue/catalogue';
import { type ConfigNode, entryOf, isScalar, type MapEntry, type MapNode, type Range, type ScalarNode, valueOf } from '../syntax/tree';
import type { RuleContext } from './context';

export interface Setting {
  path: string;
  /**
   * `set`: written in the file or its base; `default`: the framework's own; `absent`: this version has no such field
   * and the file does not set it; `unknown`: cannot be told, so nothing may be concluded.
   */
  state: 'set' | 'default' | 'absent' | 'unknown';
  /** Plain value as the framework gets it; undefined when unknown or absent. */
  value: unknown;
  /** The entry in this file; absent for a base config's value and for defaults. */
  entry?: MapEntry;
  /** Where it is set, when that is another file. */
  uri?: string;
}

const UNKNOWN = { state: 'unknown', value: undefined } as const;

export function setting(context: RuleContext, path: string): Setting {
  const { part } = context;
  const own = find(context.root, path);
  if (own === 'unknown') return { path, ...UNKNOWN };
  if (own) return read(context, path, own);
  if (part.base) {
    if (!part.base.root) return { path, ...UNKNOWN };
    const base = find(part.base.root, path);
    if (base === 'unknown') return { path, ...UNKNOWN };
    if (base) {
      const { entry: _, ...rest } = read(context, path, base);
      return { ...rest, uri: part.base.uri };
    }
  }
  if (!part.whole) return { path, ...UNKNOWN };
  const spec = context.fields.get(path);
  if (!spec) return context.fields.isGroup(path) ? { path, ...UNKNOWN } : { path, state: 'absent', value: undefined };
  return 'default' in spec ? { path, state: 'default', value: spec.default } : { path, ...UNKNOWN };
}

/** The entry at a dotted path, also where a key itself holds dots; `unknown` under anything uncertain. */
function find(map: MapNode, path: string): MapEntry | 'unknown' | null {
  if (!map.certain) return 'unknown';
  const whole = entryOf(map, path);
  if (whole) return whole;
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const entry = entryOf(map, path.slice(0, dot));
    if (!entry) continue;
    if (!entry.value.certain) return 'unknown';
    // `section: null` or a scalar in a section's place: nothing can be said about what would stand below it.
    return entry.value.kind === 'map' ? find(entry.value, path.slice(dot + 1)) : 'unknown';
  }
  return null;
}

function read(context: RuleContext, path: string, entry: MapEntry): Setting {
  if (!allCertain(entry.value)) return { path, ...UNKNOWN, entry };
  const value = isScalar(entry.value) ? scalarValue(context, path, entry.value) : valueOf(entry.value);
  return value === undefined ? { path, ...UNKNOWN, entry } : { path, state: 'set', value, entry };
}

function allCertain(node: ConfigNode): boolean {
  if (!node.certain) return false;
  if (node.kind === 'list') return node.items.every(allCertain);
  return node.kind !== 'map' || node.entries.every((entry) => allCertain(entry.value));
}

/** Frameworks whose parser converts a text by the field's type; the others take it as it stands. */
const CONVERTING = new Set(['trl-sft', 'trl-grpo', 'ms-swift', 'openrlhf']);

function scalarValue(context: RuleContext, path: string, node: ScalarNode): unknown {
  // A date object or bytes for the loader: neither a text nor a number for any rule.
  if (node.kind === 'date' || node.kind === 'binary') return undefined;
  const spec = context.fields.get(path);
  if (node.kind !== 'str' || !spec) return node.value;
  return context.part.syntax === 'flags' || CONVERTING.has(context.framework) ? converted(spec, String(node.value)) : node.value;
}

/** A text as argparse hands it on; undefined where it would refuse it. */
export function converted(spec: FieldSpec, text: string): unknown {
  if (spec.list) return undefined;
  if (spec.noneText && /^(?:none|null)$/i.test(text)) return null;
  switch (spec.converts) {
    case 'int':
    case 'float': {
      const number = text.trim() === '' ? Number.NaN : Number(text.trim().replaceAll('_', ''));
      return Number.isNaN(number) ? undefined : number;
    }
    case 'bool':
    case 'switch':
      if (/^(?:yes|true|t|y|1)$/i.test(text)) return true;
      return /^(?:no|false|f|n|0)$/i.test(text) ? false : undefined;
    default:
      return text;
  }
}

/** A number that is certain, else null. */
export function numberAt(context: RuleContext, path: string): number | null {
  const { value } = setting(context, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A boolean that is certain, else null. */
export function boolAt(context: RuleContext, path: string): boolean | null {
  const { value } = setting(context, path);
  return typeof value === 'boolean' ? value : null;
}

/** A text that is certain and not empty, else null. */
export function textAt(context: RuleContext, path: string): string | null {
  const { value } = setting(context, path);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Written in this file or its base config, whatever its value. */
export function isSet(context: RuleContext, path: string): boolean {
  const found = setting(context, path);
  return found.entry !== undefined || found.uri !== undefined;
}

/**
 * Where a finding about some fields is shown: the first of them that this file sets (key and value), else the start of
 * the part.
 */
export function placeOf(context: RuleContext, ...paths: string[]): Range {
  for (const path of paths) {
    const entry = setting(context, path).entry;
    if (entry && !entry.merged) return entryRange(entry);
  }
  return headOf(context);
}

export const entryRange = (entry: MapEntry): Range => ({
  start: entry.keyRange.start,
  end: Math.max(entry.keyRange.end, isScalar(entry.value) ? entry.value.range.end : 0),
});

/** The first key of a file; of a command in a script its first word. */
export function headOf(context: RuleContext): Range {
  const { part } = context;
  const first = part.syntax === 'yaml' || part.syntax === 'json' ? context.root.entries[0] : undefined;
  return first ? entryRange(first) : part.head;
}

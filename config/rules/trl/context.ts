/** What the rules of a TRL config know besides its text. */
import type { Trainer } from '../../pipeline/types';
import { type ConfigNode, entryOf, isScalar, type MapEntry, type MapNode } from '../../syntax/tree';
import type { RuleContext } from '../../check/context';
import type { FieldSpec, TrlFields } from '../../frameworks/trl/catalogue';

/** How the file is read: by `trl sft|grpo`, by a script of the user's, or nobody has said. */
export type Reader = { kind: 'command' } | { kind: 'script'; name: string; text: string | null } | { kind: 'unknown' };

export interface TrlContext {
  trainer: Trainer;
  reader: Reader;
  /** A pipeline stage runs this file. */
  staged: boolean;
  catalogue: TrlFields;
  fields: ReadonlyMap<string, FieldSpec>;
  root: MapNode;
  /** The rest of what is known. */
  context: RuleContext;
}

/** The effective value of a field: the file's, else the default. `undefined` where it is uncertain or no plain value. */
export function effective(context: TrlContext, key: string): unknown {
  const entry = entryOf(context.root, key);
  if (!entry) return context.fields.get(key)?.default;
  const node = entry.value;
  return node.certain && isScalar(node) ? convert(context.fields.get(key), node) : undefined;
}

/** A string for a number or boolean field is what the parser makes of it. */
function convert(spec: FieldSpec | undefined, node: Extract<ConfigNode, { quoted: boolean }>): unknown {
  if (node.kind !== 'str' || !spec || spec.list) return node.value;
  const text = String(node.value);
  if (spec.noneText && /^(?:none|null)$/i.test(text)) return null;
  if (spec.converts === 'int' || spec.converts === 'float') {
    const number = Number(text.trim().replaceAll('_', ''));
    return Number.isNaN(number) ? undefined : number;
  }
  if (spec.converts === 'bool') return /^(?:yes|true|t|y|1)$/i.test(text) ? true : /^(?:no|false|f|n|0)$/i.test(text) ? false : undefined;
  return text;
}

/** Where a rule about `key` points: its value, else the first key of the file. */
export function placeOf(context: TrlContext, ...keys: string[]): { start: number; end: number } {
  const entry: MapEntry | undefined = keys.map((key) => entryOf(context.root, key)).find(Boolean) ?? context.root.entries[0];
  if (!entry) return { start: 0, end: 0 };
  return { start: entry.keyRange.start, end: Math.max(entry.keyRange.end, isScalar(entry.value) ? entry.value.range.end : 0) };
}

/** Values of a DeepSpeed config by dotted path, in the file itself or in one that a trainer names. */
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapEntry, type MapNode, valueOf } from '../../syntax/tree';

/** A value, null where it is not written, `unknown` where the text does not tell. */
export type Written = MapEntry | 'unknown' | null;

export function writtenAt(root: MapNode, path: string): Written {
  let map = root;
  const parts = path.split('.');
  for (const [depth, part] of parts.entries()) {
    if (!map.certain) return 'unknown';
    const entry = entryOf(map, part);
    if (!entry) return null;
    if (depth === parts.length - 1) return entry.value.certain ? entry : 'unknown';
    if (entry.value.kind !== 'map') return entry.value.certain ? null : 'unknown';
    map = entry.value;
  }
  return null;
}

/** The plain value; `otherwise` where it is not written, undefined where it is not known or left to the trainer. */
export function valueAt(root: MapNode, path: string, otherwise: unknown): unknown {
  const entry = writtenAt(root, path);
  if (entry === null) return otherwise;
  if (entry === 'unknown') return undefined;
  const value = valueOf(entry.value);
  return value === AUTO ? undefined : value;
}

/** What a launcher (transformers, accelerate) fills in; DeepSpeed's own sections read it as "not given". */
export const AUTO = 'auto';

export const isAuto = (node: ConfigNode): boolean => isScalar(node) && node.value === AUTO;

/** Some value waits for the trainer, so the file is not for DeepSpeed alone. */
export function waitsForTrainer(node: ConfigNode): boolean {
  if (isScalar(node)) return node.value === AUTO;
  return node.kind === 'list' ? node.items.some(waitsForTrainer) : effectiveEntries(node).some(({ value }) => waitsForTrainer(value));
}

/** Booleans as pydantic takes them; null for what it refuses or what is not known. */
export function truthOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  if (/^(?:1|on|t|true|y|yes)$/i.test(value)) return true;
  return /^(?:0|off|f|false|n|no)$/i.test(value) ? false : null;
}

/** Fields of a chain of classes as one mapping, with the semantics of `@dataclass`. */
import type { FieldDefinition } from '../../syntax/python/scope';
import type { MapEntry, MapNode } from '../../syntax/tree';
import type { Experiment } from './experiment';
import type { Link } from './inherit';

export interface MergedFields {
  root: MapNode;
  /** Fields that `__init__` sets. */
  fields: Set<string>;
  /** Fields and other attributes of the classes. */
  names: Set<string>;
  ignored: Experiment['ignored'];
}

/**
 * @param inherited fields of the classes above the chain; null where they are not known
 * @returns entries in the order of the classes; what a nearer class repeats, or `__init__` overwrites, is `overridden`
 */
export function mergeFields(links: readonly Link[], inherited: Iterable<string> | null): MergedFields {
  const fields = new Set(inherited ?? []);
  const names = new Set(fields);
  const ignored: Experiment['ignored'] = [];
  const entries = new Map<string, MapEntry>();
  const all: MapEntry[] = [];
  for (const { definition } of links) {
    // One annotation declares the field; the last value that the body gives it is the default.
    const annotated = new Set(definition.fields.filter((field) => field.annotation !== null && !isClassVariable(field)).map(({ name }) => name));
    for (const field of definition.fields) {
      const declared = definition.dataclass && annotated.has(field.name);
      names.add(field.name);
      if (field.value) {
        // Own `__init__`, or an attribute that may be a field of a class that nobody can read.
        const sure = !definition.ownInit && (declared || inherited !== null);
        const value = sure ? field.value : { ...field.value, certain: false };
        const lost = sure && !declared && fields.has(field.name);
        const entry: MapEntry = { key: field.name, textKey: true, keyRange: field.nameRange, value, merged: false, overridden: lost };
        all.push(entry);
        if (lost) ignored.push({ field, why: definition.dataclass ? 'no annotation' : 'no decorator' });
        else {
          const before = entries.get(field.name);
          if (before) before.overridden = true;
          entries.set(field.name, entry);
        }
      }
      if (declared) fields.add(field.name);
    }
  }
  const range = links.at(-1)?.definition.range ?? { start: 0, end: 0 };
  return { root: { kind: 'map', entries: all, flow: false, range, certain: true }, fields, names, ignored };
}

export const isClassVariable = ({ annotation }: FieldDefinition): boolean => annotation !== null && /^(?:typing\.)?ClassVar\b/.test(annotation);

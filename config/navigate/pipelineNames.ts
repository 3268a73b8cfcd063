/** Stages and targets of a pipeline file: where each is named first, and where it is mentioned. */
import { namedMaps, textOf } from '../pipeline/references';
import type { ConfigNode, Range } from '../syntax/tree';

export interface NamedPlace {
  kind: 'stage' | 'target';
  name: string;
  /** The key under `stages` or `targets`; absent for a mention of what does not exist. */
  definition: Range | null;
  mentions: Range[];
}

export function namedPlaces(root: ConfigNode | null): NamedPlace[] {
  const places = new Map<string, NamedPlace>();
  const at = (kind: NamedPlace['kind'], name: string): NamedPlace => {
    const key = `${kind} ${name}`;
    const place = places.get(key) ?? { kind, name, definition: null, mentions: [] };
    places.set(key, place);
    return place;
  };
  for (const { name, entry } of namedMaps(root, 'targets')) at('target', name).definition = entry.keyRange;
  for (const { name, entry, map } of namedMaps(root, 'stages')) {
    at('stage', name).definition = entry.keyRange;
    const target = textOf(map, 'target');
    const init = textOf(map, 'init');
    if (target) at('target', target.text).mentions.push(target.node.range);
    if (init) at('stage', init.text).mentions.push(init.node.range);
  }
  return [...places.values()];
}

const holds = (range: Range, offset: number): boolean => offset >= range.start && offset <= range.end;

/** The stage or target that the offset names. */
export const namedPlaceAt = (root: ConfigNode | null, offset: number): NamedPlace | null =>
  namedPlaces(root).find(({ definition, mentions }) => (definition && holds(definition, offset)) || mentions.some((range) => holds(range, offset))) ?? null;

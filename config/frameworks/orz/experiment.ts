/** What a rule about an experiment module asks besides its values. */
import type { FieldDefinition } from '../../syntax/python/scope';
import type { MapNode, Range } from '../../syntax/tree';

export interface Experiment {
  /** Name of the class that is the config. */
  className: string;
  /** Assignments that `__init__` of the inherited dataclass overwrites. */
  ignored: { field: FieldDefinition; why: 'no annotation' | 'no decorator' }[];
  /** Fields whose default `@dataclass` refuses: a list, dictionary or set. */
  mutable: FieldDefinition[];
  /** Fields without default behind fields with one. */
  noDefault: FieldDefinition[];
  /** Config fields that a default reads where they are not in scope. */
  unbound: { name: string; at: Range }[];
  /** Names of every field and attribute, inherited ones included; null where a base class is not known. */
  names: ReadonlySet<string> | null;
  /** Names that the module reads or sets as `cfg.NAME`. */
  mentioned: ReadonlySet<string>;
  /** Published experiment whose trainer this one uses: `orz_7b_ppo`. */
  trainerFrom: string | null;
}

const known = new WeakMap<MapNode, Experiment>();

/** The experiment whose fields these are; null for overrides on a command line. */
export const experimentOf = (root: MapNode): Experiment | null => known.get(root) ?? null;

export function remember(root: MapNode, experiment: Experiment): void {
  known.set(root, experiment);
}

/** Where the stages of a pipeline stand in its text. */
import { type ConfigNode, entryOf, type Range } from '../syntax/tree';
import { namedMaps, trainerOf } from './references';
import type { Trainer } from './types';

export interface StageOutline {
  name: string;
  /** Of the stage's name. */
  range: Range;
  trainer: Trainer | null;
}

export function stagesOf(root: ConfigNode | null): { heading: Range | null; stages: StageOutline[] } {
  const heading = root?.kind === 'map' ? (entryOf(root, 'stages')?.keyRange ?? null) : null;
  return { heading, stages: namedMaps(root, 'stages').map(({ name, entry, map }) => ({ name, range: entry.keyRange, trainer: trainerOf(map) })) };
}

export const targetNames = (root: ConfigNode | null): string[] => namedMaps(root, 'targets').map(({ name }) => name);

/** The stages of a pipeline with their configs read, for checks that look across stages. */
import { type Files, tryRead } from '../files';
import { namedMaps, textOf, trainerOf } from '../pipeline/references';
import type { Trainer } from '../pipeline/types';
import type { ConfigNode, MapEntry, MapNode } from '../syntax/tree';
import { resolveUri } from '../uri';
import type { CheckSettings, RuleContext } from './context';
import { contextOf } from './contextOf';
import { MAX_TEXT } from './limits';
import { stageUse } from './neighbour';
import { readParts } from './parts';

export interface StageConfig {
  name: string;
  /** The stage's entry in the pipeline file. */
  entry: MapEntry;
  map: MapNode;
  trainer: Trainer;
  configPath: string;
  /** The config as its rules see it. */
  context: RuleContext;
}

/** Stages whose config can be read and holds exactly one config of the stage's trainer, in the file's order. */
export async function readStages(files: Files, pipelineUri: string, root: ConfigNode | null, settings: CheckSettings): Promise<StageConfig[]> {
  const stages = await Promise.all(
    namedMaps(root, 'stages').map(async ({ name, entry, map }): Promise<StageConfig | null> => {
      const trainer = trainerOf(map);
      const configPath = textOf(map, 'config')?.text;
      if (!trainer || !configPath) return null;
      const uri = resolveUri(pipelineUri, configPath);
      const text = await tryRead(files, uri);
      if (text === null || text.length > MAX_TEXT) return null;
      const use = await stageUse(files, pipelineUri, root, name, map);
      const uses = use ? [use] : [];
      const { parts } = await readParts(files, uri, text, uses);
      const own = parts.filter((part) => part.framework === trainer);
      const [part] = own;
      return own.length === 1 && part ? { name, entry, map, trainer, configPath, context: await contextOf(files, uri, text, part, uses, settings) } : null;
    }),
  );
  return stages.filter((stage) => stage !== null);
}

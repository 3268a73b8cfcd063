/** The pipeline stage that runs a config, found in a reasoner.yaml beside the config or above it. */
import { type Files, type TargetFacts, tryRead } from '../files';
import type { CheckSettings } from './context';
import { checksOf, targetFactsOf, versionsOf } from '../pipeline/facts';
import { namedMaps, textOf, trainerOf } from '../pipeline/references';
import type { Trainer } from '../pipeline/types';
import type { Reader } from '../rules/trl/context';
import { type ConfigNode, type MapNode } from '../syntax/tree';
import { parseYaml } from '../syntax/yaml/parse';
import { fileName, resolveUri, sameUri } from '../uri';
import { MAX_TEXT } from './limits';

/** Folders looked at: the config's own and this many above it. */
const LEVELS_ABOVE = 2;

export interface StageUse {
  pipelineUri: string;
  stage: string;
  trainer: Trainer;
  reader: Reader;
  /** Packages' versions that the stage names. */
  versions: Readonly<Record<string, string>>;
  /** The machines of its target, as far as the pipeline describes them. */
  target: TargetFacts;
  /** Virtual environment of the target when it is this machine, relative to the pipeline's folder or absolute. */
  venv: string | null;
  /** Severities that the pipeline gives rules. */
  checks: CheckSettings['rules'];
}

/** Stages of one pipeline file that run the given config. */
export async function stagesUsing(files: Files, pipelineUri: string, root: ConfigNode | null, configUri: string): Promise<StageUse[]> {
  const uses: StageUse[] = [];
  for (const { name, map } of namedMaps(root, 'stages')) {
    const config = textOf(map, 'config')?.text;
    if (!config || !sameUri(resolveUri(pipelineUri, config), configUri)) continue;
    const use = await stageUse(files, pipelineUri, root, name, map);
    if (use) uses.push(use);
  }
  return uses;
}

/** One stage as its config sees it; null where its trainer is not known. */
export async function stageUse(files: Files, pipelineUri: string, root: ConfigNode | null, name: string, map: MapNode): Promise<StageUse | null> {
  const trainer = trainerOf(map);
  if (!trainer) return null;
  const { facts, venv } = targetFactsOf(root, textOf(map, 'target')?.text ?? null);
  return { pipelineUri, stage: name, trainer, reader: await readerOf(files, pipelineUri, map), versions: versionsOf(map), target: facts, venv, checks: checksOf(root) };
}

/** Who reads the stage's config: the trainer's command, or the stage's entry script. */
export async function readerOf(files: Files, pipelineUri: string, stage: MapNode): Promise<Reader> {
  if (!stage.entries.some((entry) => entry.key === 'entry')) return { kind: 'command' };
  const entry = textOf(stage, 'entry')?.text;
  return entry ? { kind: 'script', name: fileName(entry), text: await tryRead(files, resolveUri(pipelineUri, entry)) } : { kind: 'unknown' };
}

/** Uses in the nearest reasoner.yaml that names the config. */
export async function findStages(files: Files, configUri: string): Promise<StageUse[]> {
  for (const pipelineUri of pipelinesAround(configUri)) {
    const text = await tryRead(files, pipelineUri);
    if (text === null || text.length > MAX_TEXT) continue;
    const uses = await stagesUsing(files, pipelineUri, parseYaml(text).root, configUri);
    if (uses.length > 0) return uses;
  }
  return [];
}

/** Where a pipeline that uses the config may lie, nearest first. */
export const pipelinesAround = (configUri: string): string[] =>
  Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => resolveUri(configUri, `${'../'.repeat(up)}reasoner.yaml`));

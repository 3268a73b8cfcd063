/**
 * Whose config is this? Answered from the content, never from `*.yaml`: the same extension holds compose files, CI
 * workflows and the configs of a dozen other trainers, and none of those may get a word from us.
 */
import type { Trainer } from '../pipeline/types';
import { type ConfigNode, effectiveEntries, entryOf, isScalar, type MapNode } from '../syntax/tree';
import { trlCatalogue } from './trl/catalogue';
import { removedKeys } from './trl/removed';

export type Framework = Trainer | 'reasoner';

/** Keys by which other readers of `model_name_or_path` or `output_dir` are known. */
const LLAMA_FACTORY = ['finetuning_type', 'template', 'cutoff_len', 'dataset_dir', 'export_dir', 'infer_backend', 'stage', 'image_max_pixels'];
const SWIFT = ['rlhf_type', 'tuner_type', 'train_type', 'split_dataset_ratio', 'load_from_cache_file', 'ENV'];
/** Keys of which a TRL config has at least one. */
const TRL_MARKS = ['dataset_name', 'datasets', 'dataset_train_split', 'num_generations', 'max_completion_length', 'use_vllm'];

const has = (map: MapNode, key: string): boolean => entryOf(map, key) !== undefined;
const hasAny = (map: MapNode, keys: Iterable<string>): boolean => [...keys].some((key) => has(map, key));

/** `# trl: grpo` or `# trl: sft` on one of the first lines settles it. */
export function trainerFromComment(text: string): Trainer | null {
  const match = /^#[ \t]*trl:[ \t]*(sft|grpo)[ \t]*\r?$/m.exec(text.slice(0, 2000));
  return match ? (`trl-${match[1]}` as Trainer) : null;
}

/** A pipeline file by its shape: `version` and `stages`, a mapping of mappings that name a trainer or a config. */
function isPipeline(map: MapNode): boolean {
  const stages = entryOf(map, 'stages')?.value;
  if (!has(map, 'version') || stages?.kind !== 'map') return false;
  return stages.entries.some(({ value }) => value.kind === 'map' && (has(value, 'trainer') || (has(value, 'config') && has(value, 'target'))));
}

/** A config that TRL's parser would be given; says nothing about the command. */
function isTrl(map: MapNode): boolean {
  const named = ['model_name_or_path', 'output_dir'].some((key) => {
    const entry = entryOf(map, key);
    return entry !== undefined && isScalar(entry.value);
  });
  return named && hasAny(map, TRL_MARKS) && !hasAny(map, LLAMA_FACTORY) && !(has(map, 'model') && hasAny(map, SWIFT));
}

/** SFT or GRPO, from keys that only one of them has; null where the keys do not tell, or tell of another trainer. */
function trainerFromKeys(map: MapNode): Trainer | null {
  const catalogue = trlCatalogue();
  const { DPOConfig = [], KTOConfig = [], RewardConfig = [] } = catalogue.shared;
  const common = new Set([...DPOConfig, ...KTOConfig, ...RewardConfig]);
  const sft = catalogue.fields('trl-sft');
  const grpo = catalogue.fields('trl-grpo');
  const found = { sft: false, grpo: false };
  for (const { key } of effectiveEntries(map)) {
    if (catalogue.otherTrainers.has(key)) return null;
    const was = removedKeys.get(key)?.trainer;
    if (was === 'trl-sft' || (sft.has(key) && !grpo.has(key) && !common.has(key))) found.sft = true;
    if (was === 'trl-grpo' || (grpo.has(key) && !sft.has(key) && !common.has(key))) found.grpo = true;
  }
  return found.sft === found.grpo ? null : found.sft ? 'trl-sft' : 'trl-grpo';
}

/** @param stageTrainer trainer of a pipeline stage that names this file, when there is one */
export function recognise(name: string, text: string, root: ConfigNode | null, stageTrainer: Trainer | null): Framework | null {
  if (/^reasoner\.ya?ml$/.test(name)) return 'reasoner';
  if (stageTrainer) return stageTrainer;
  if (root?.kind !== 'map') return null;
  if (isPipeline(root)) return 'reasoner';
  const comment = trainerFromComment(text);
  if (comment) return comment;
  return isTrl(root) ? trainerFromKeys(root) : null;
}

/**
 * Whose config is this? Answered from the content, never from `*.yaml`: the same extension holds compose files, CI
 * workflows and the configs of a dozen other trainers, and none of those may get a word from us.
 */
import { effectiveEntries, entryOf, isScalar, type ConfigNode, type MapNode } from '../syntax/tree';
import { loadCatalogues } from '../catalogue/store';
import type { Trainer } from '../pipeline/types';
import { commentOf } from './comment';
import type { FrameworkId } from './ids';
import { trainerFromKeys } from './trl/recognise';

export type Framework = FrameworkId;

export interface Recognised {
  framework: FrameworkId;
  /** Command of the framework's catalogue. */
  command: string;
}

const LLAMA_FACTORY = ['finetuning_type', 'template', 'cutoff_len', 'dataset_dir', 'export_dir', 'infer_backend', 'image_max_pixels'];
const LLAMA_FACTORY_STAGES = ['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto'];
const LLAMA_FACTORY_V1 = ['dist_config', 'kernel_config', 'peft_config', 'train_dataset'];
const SWIFT = ['rlhf_type', 'tuner_type', 'train_type', 'split_dataset_ratio', 'load_from_cache_file', 'ENV'];
/** Keys of which a TRL config has at least one. */
const TRL = ['dataset_name', 'datasets', 'dataset_train_split', 'num_generations', 'max_completion_length', 'use_vllm'];
const DEEPSPEED = ['zero_optimization', 'train_micro_batch_size_per_gpu', 'train_batch_size', 'fp16', 'bf16'];

const has = (map: MapNode, key: string): boolean => entryOf(map, key) !== undefined;
const hasAny = (map: MapNode, keys: readonly string[]): boolean => keys.some((key) => has(map, key));
const mapAt = (map: MapNode, key: string): MapNode | null => {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'map' ? node : null;
};
const textAt = (map: MapNode, key: string): string | null => {
  const node = entryOf(map, key)?.value;
  return node?.kind === 'str' ? String(node.value) : null;
};

/** A pipeline file by its shape: `version` and `stages`, a mapping of mappings that name a trainer or a config. */
function isPipeline(map: MapNode): boolean {
  const stages = mapAt(map, 'stages');
  if (!has(map, 'version') || !stages) return false;
  return stages.entries.some(({ value }) => value.kind === 'map' && (has(value, 'trainer') || (has(value, 'config') && has(value, 'target'))));
}

/** Names in a Hydra defaults list: of `- ppo_trainer` and of `- actor: dp_actor` the texts. */
function hydraDefaults(map: MapNode): string[] {
  const list = entryOf(map, 'defaults')?.value;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => (item.kind === 'str' ? [String(item.value)] : []));
}

function verl(map: MapNode): Recognised | null {
  const defaults = hydraDefaults(map);
  const named = defaults.find((name) => /^ppo_(?:\w+_)?trainer$/.test(name));
  if (named) return { framework: 'verl', command: named };
  const actor = mapAt(map, 'actor_rollout_ref');
  if (actor) {
    const megatron = textAt(map, 'model_engine') === 'megatron' || mapAt(actor, 'actor')?.entries.some(({ key }) => key === 'megatron');
    return { framework: 'verl', command: megatron ? 'ppo_megatron_trainer' : 'ppo_trainer' };
  }
  const trainer = mapAt(map, 'trainer');
  if (!trainer || !mapAt(map, 'data') || !has(trainer, 'default_local_dir')) return null;
  return { framework: 'verl-sft', command: hasAny(map, ['engine']) ? 'sft_trainer_engine' : 'sft_trainer' };
}

function isAccelerate(map: MapNode): boolean {
  return has(map, 'distributed_type') && (has(map, 'compute_environment') || has(map, 'num_processes'));
}

function isDeepSpeed(map: MapNode): boolean {
  return hasAny(map, DEEPSPEED) && ['zero_optimization', 'fp16', 'bf16'].some((key) => mapAt(map, key) !== null);
}

function isEasyR1(map: MapNode): boolean {
  const worker = mapAt(map, 'worker');
  return worker !== null && has(worker, 'actor') && (has(map, 'algorithm') || has(map, 'data') || has(map, 'trainer'));
}

function swift(map: MapNode): Recognised | null {
  if (!has(map, 'model') || has(map, 'model_class') || !hasAny(map, [...SWIFT, 'torch_dtype'])) return null;
  return { framework: 'ms-swift', command: has(map, 'rlhf_type') ? 'rlhf' : 'sft' };
}

function llamaFactory(map: MapNode): Recognised | null {
  if (!has(map, 'model_name_or_path')) return null;
  const stage = textAt(map, 'stage');
  if (!hasAny(map, LLAMA_FACTORY) && !(stage !== null && LLAMA_FACTORY_STAGES.includes(stage))) return null;
  // Inference and export take only the model, data, fine-tuning and generating arguments.
  const trains = hasAny(map, ['do_train', 'do_eval', 'do_predict', 'output_dir', 'learning_rate', 'per_device_train_batch_size', 'num_train_epochs', 'max_steps']);
  return { framework: 'llamafactory', command: trains || !hasAny(map, ['infer_backend', 'export_dir', 'infer_dtype', 'vllm_maxlen', 'template']) ? 'train' : 'infer' };
}

/** Every value describes one data set: where it lies and how its columns are called. */
function isDatasetInfo(name: string, map: MapNode): boolean {
  if (name === 'dataset_info.json') return true;
  if (!name.endsWith('.json') || map.entries.length === 0) return false;
  return map.entries.every(({ value }) => value.kind === 'map' && hasAny(value, ['hf_hub_url', 'ms_hub_url', 'script_url', 'cloud_file_name', 'file_name']));
}

/** A config that TRL's parser would be given; says nothing about the command. */
function isTrl(map: MapNode): boolean {
  const named = ['model_name_or_path', 'output_dir'].some((key) => {
    const entry = entryOf(map, key);
    return entry !== undefined && isScalar(entry.value);
  });
  return named && hasAny(map, TRL) && !hasAny(map, LLAMA_FACTORY) && !has(map, 'stage') && !(has(map, 'model') && hasAny(map, SWIFT));
}

/** The catalogue command that fits a framework someone named, from the content where it matters. */
export function commandFor(framework: FrameworkId, map: MapNode | null): string {
  const guess = map && [verl, swift, llamaFactory].map((ask) => ask(map)).find((found) => found?.framework === framework);
  if (guess) return guess.command;
  const COMMANDS: Readonly<Record<FrameworkId, string>> = {
    reasoner: 'reasoner',
    'trl-sft': 'trl-sft',
    'trl-grpo': 'trl-grpo',
    llamafactory: 'train',
    'llamafactory-dataset-info': 'dataset-info',
    verl: 'ppo_trainer',
    'verl-sft': 'sft_trainer',
    easyr1: 'ppo',
    orz: 'ppo',
    deepspeed: 'config',
    accelerate: 'config',
    'ms-swift': 'sft',
    openrlhf: 'train_ppo_ray',
  };
  return COMMANDS[framework];
}

const as = (framework: FrameworkId, map: MapNode | null): Recognised => ({ framework, command: commandFor(framework, map) });

/** @param stageTrainer trainer of a pipeline stage that names this file, when there is one */
export async function recognise(name: string, text: string, root: ConfigNode | null, stageTrainer: Trainer | null): Promise<Recognised | null> {
  const map = root?.kind === 'map' ? root : null;
  if (/^reasoner\.ya?ml$/.test(name)) return as('reasoner', map);
  const comment = commentOf(text)?.framework;
  if (comment) return as(comment, map);
  if (stageTrainer) return as(stageTrainer, map);
  if (!map) return null;
  if (isPipeline(map)) return as('reasoner', map);
  if (isAccelerate(map)) return as('accelerate', map);
  if (isDeepSpeed(map)) return as('deepspeed', map);
  const ofVerl = verl(map);
  if (ofVerl) return ofVerl;
  if (isEasyR1(map)) return as('easyr1', map);
  const ofSwift = swift(map);
  if (ofSwift) return ofSwift;
  // Another engine of LLaMA-Factory with a schema of its own, which is not catalogued: nothing is said about it.
  if (has(map, 'model') && has(map, 'model_class') && hasAny(map, LLAMA_FACTORY_V1)) return null;
  const factory = llamaFactory(map);
  if (factory) return factory;
  if (isDatasetInfo(name, map)) return as('llamafactory-dataset-info', map);
  if (!isTrl(map) || effectiveEntries(map).length === 0) return null;
  await loadCatalogues(['trl', 'transformers']);
  const trainer = trainerFromKeys(map);
  return trainer && as(trainer, map);
}

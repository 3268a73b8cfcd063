/** Combinations that TRL's model and launch arguments refuse before any data is read. */
import type { Rule } from '../../check/context';
import { error } from '../../check/report';
import { boolAt, placeOf, setting, textAt } from '../../check/settings';
import { loadedCatalogue } from '../../catalogue/store';
import { resolveUri } from '../../uri';

/** trl/trainer/model_config.py `__post_init__` */
export const oneQuantization: Rule = (context) =>
  boolAt(context, 'load_in_8bit') === true && boolAt(context, 'load_in_4bit') === true
    ? [error('HF-VALIDATE', 'load_in_8bit and load_in_4bit exclude each other.', placeOf(context, 'load_in_8bit'))]
    : [];

/** transformers/training_args.py `__post_init__`: FSDP on a single process. */
export const fsdpAlone: Rule = (context) => {
  const words = textAt(context, 'fsdp');
  if (words === null || context.world() !== 1) return [];
  return [error('HF-VALIDATE', `fsdp: ${words} needs several processes, and this runs as one.`, placeOf(context, 'fsdp'))];
};

/** trl/generation/vllm_generation.py: an unknown mode passes the parser and stops the trainer. */
export const vllmMode: Rule = (context) => {
  const mode = textAt(context, 'vllm_mode');
  if (context.framework !== 'trl-grpo' || boolAt(context, 'use_vllm') !== true || mode === null || ['server', 'colocate'].includes(mode)) return [];
  return [error('TRL-CHOICE-FROM-YAML', `vllm_mode is server or colocate, not ${mode}; the trainer stops once the model is loaded.`, placeOf(context, 'vllm_mode'))];
};

/** trl/cli/accelerate_config.py: neither one of TRL's presets nor a file. */
export const acceleratePreset: Rule = async (context) => {
  const found = setting(context, 'accelerate_config');
  if (context.stage?.reader.kind !== 'command' || typeof found.value !== 'string' || found.value === '') return [];
  const presets = loadedCatalogue('trl').list('accelerate_presets', context.versions.of('trl').version);
  // A path with a folder in it is relative to where the stage runs, which may be another machine.
  if (presets.length === 0 || presets.includes(found.value) || found.value.includes('/')) return [];
  if (await context.files.exists(resolveUri(context.stage.pipelineUri, found.value))) return [];
  return [error('TRL-LAUNCH-FLAG', `accelerate_config: ${found.value} is neither a file nor one of TRL's presets (${presets.join(', ')}).`, placeOf(context, 'accelerate_config'))];
};

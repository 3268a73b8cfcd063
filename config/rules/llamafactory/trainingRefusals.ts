/** Refusals that only `llamafactory-cli train` knows: stages, data, evaluation, what does not go together. */
import { type PythonValues, shown } from '../hf/python';
import type { Refusal } from './refusals';

/** `eval_strategy` switches `do_eval` on. */
const evaluates = (values: PythonValues): boolean => values.truthy('do_eval') || values.is('eval_strategy', 'steps', 'epoch');
const distributed = (world: number | null): boolean => world !== null && world > 1;
const names = (values: PythonValues, key: string): number => (values.text(key) ?? '').split(',').length;

const sftOnly = (key: string): Refusal => ({
  rule: key === 'neat_packing' ? 'LF-PACKING-DROP' : 'LF-VALIDATE',
  message: (values) => `${key} is only valid in stage sft, not ${shown(values.of('stage'))}.`,
  keys: [key, 'stage'],
  when: (values) => values.isNot('stage', 'sft') && values.truthy(key),
});

export const DATA: readonly Refusal[] = [
  { rule: 'LF-VALIDATE', message: 'do_train needs a dataset.', keys: ['do_train', 'dataset'], when: (values) => values.truthy('do_train') && values.none('dataset') },
  { rule: 'LF-EVAL-DATA', message: 'val_size needs a dataset to split.', keys: ['val_size'], when: (values) => values.none('dataset') && values.number('val_size') > 1e-6, command: 'any' },
  {
    rule: 'LF-EVAL-DATA',
    message: 'eval_dataset and val_size exclude each other: evaluate on a data set of its own, or on a part of the training data.',
    keys: ['val_size', 'eval_dataset'],
    when: (values) => values.some('eval_dataset') && values.number('val_size') > 1e-6,
    command: 'any',
  },
  {
    rule: 'LF-EVAL-DATA',
    message: (values) => `${values.is('eval_strategy', 'steps', 'epoch') && !values.truthy('do_eval') ? `eval_strategy: ${values.text('eval_strategy')}` : 'Evaluation'} needs an eval_dataset, or a val_size above 0.`,
    keys: ['eval_strategy', 'do_eval', 'do_predict'],
    when: (values) => (evaluates(values) || values.truthy('do_predict')) && values.none('eval_dataset') && values.number('val_size') < 1e-6,
  },
  {
    rule: 'LF-EVAL-DATA',
    message: 'predict_with_generate needs an eval_dataset, or a val_size above 0.',
    keys: ['predict_with_generate'],
    when: (values) => values.truthy('predict_with_generate') && !evaluates(values) && !values.truthy('do_predict') && values.none('eval_dataset') && values.number('val_size') < 1e-6,
    since: '0.9.4',
  },
  { rule: 'LF-EVAL-DATA', message: 'predict_with_generate needs an eval_dataset before LLaMA-Factory 0.9.4.', keys: ['predict_with_generate'], when: (values) => values.truthy('predict_with_generate') && values.none('eval_dataset'), until: '0.9.4' },
  { rule: 'LF-STREAMING', message: 'streaming needs max_steps: the length of the data is not known.', keys: ['streaming'], when: (values) => values.truthy('streaming') && values.number('max_steps') === -1 },
  {
    rule: 'LF-STREAMING',
    message: (values) => `With streaming val_size is a number of samples, not a share (${values.number('val_size')}).`,
    keys: ['val_size', 'streaming'],
    when: (values) => values.truthy('streaming') && values.number('val_size') > 1e-6 && values.number('val_size') < 1,
    command: 'any',
  },
  { rule: 'LF-STREAMING', message: 'max_samples cannot be used with streaming.', keys: ['max_samples', 'streaming'], when: (values) => values.truthy('streaming') && values.some('max_samples'), command: 'any' },
  { rule: 'LF-VALIDATE', message: 'interleave_probs needs mix_strategy: interleave_under or interleave_over.', keys: ['interleave_probs'], when: (values) => values.some('interleave_probs') && values.is('mix_strategy', 'concat'), command: 'any' },
  ...(['dataset', 'eval_dataset'] as const).map(
    (key): Refusal => ({
      rule: 'LF-VALIDATE',
      message: (values) => `${names(values, 'interleave_probs')} interleave_probs for ${names(values, key)} names in ${key}; there must be one for each.`,
      keys: ['interleave_probs', key],
      when: (values) => values.isNot('mix_strategy', 'concat') && values.text('interleave_probs') !== null && values.text(key) !== null && names(values, 'interleave_probs') !== names(values, key),
      command: 'any',
    }),
  ),
  { rule: 'LF-VALIDATE', message: 'mask_history and train_on_prompt exclude each other.', keys: ['mask_history', 'train_on_prompt'], when: (values) => values.truthy('mask_history') && values.truthy('train_on_prompt'), command: 'any' },
];

export const TRAINING: readonly Refusal[] = [
  ...['predict_with_generate', 'neat_packing', 'train_on_prompt', 'mask_history'].map(sftOnly),
  {
    rule: 'LF-VALIDATE',
    message: 'do_predict in stage sft needs predict_with_generate: true.',
    keys: ['do_predict'],
    when: (values) => values.is('stage', 'sft') && values.truthy('do_predict') && values.falsy('predict_with_generate'),
  },
  { rule: 'LF-VALIDATE', message: (values) => `load_best_model_at_end is not supported in stage ${shown(values.of('stage'))}.`, keys: ['load_best_model_at_end'], when: (values) => values.is('stage', 'rm', 'ppo') && values.truthy('load_best_model_at_end') },
  { rule: 'LF-VALIDATE', message: 'stage: ppo needs do_train: true.', keys: ['do_train', 'stage'], when: (values) => values.is('stage', 'ppo') && values.falsy('do_train') },
  { rule: 'LF-VALIDATE', message: 'shift_attn cannot be used in stage ppo.', keys: ['shift_attn'], when: (values) => values.is('stage', 'ppo') && values.truthy('shift_attn') },
  ...['use_kt', 'use_unsloth'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: `${key} does not support reward_model_type: lora.`, keys: [key], when: (values) => values.is('stage', 'ppo') && values.is('reward_model_type', 'lora') && values.truthy(key) }),
  ),
  { rule: 'LF-VALIDATE', message: 'predict_with_generate and compute_accuracy exclude each other.', keys: ['compute_accuracy'], when: (values) => values.truthy('predict_with_generate') && values.truthy('compute_accuracy') },
  { rule: 'LF-VALIDATE', message: 'quantization_device_map: auto cannot be used in training.', keys: ['quantization_device_map'], when: (values) => values.truthy('do_train') && values.is('quantization_device_map', 'auto') },
  { rule: 'LF-VALIDATE', message: 'infer_backend other than huggingface is only for chat, api and webchat.', keys: ['infer_backend'], when: (values) => values.isNot('infer_backend', 'huggingface') },
  { rule: 'LF-VALIDATE', message: 'fp8 cannot be used on a quantized model (quantization_bit).', keys: ['fp8'], when: (values) => values.truthy('fp8') && values.some('quantization_bit'), since: '0.9.4' },
  ...['use_galore', 'use_apollo'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: `${key} cannot be used with DeepSpeed.`, keys: [key], when: (values) => values.some('deepspeed') && values.truthy(key) }),
  ),
  ...['galore', 'apollo'].map(
    (name): Refusal => ({
      rule: 'LF-VALIDATE',
      message: `${name}_layerwise does not support more than one process.`,
      keys: [`${name}_layerwise`],
      when: (values, context) => values.truthy(`use_${name}`) && values.truthy(`${name}_layerwise`) && distributed(context.world()),
    }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'badam_mode: ratio does not support more than one process; use badam_mode: layer.',
    keys: ['badam_mode'],
    when: (values, context) => values.truthy('use_badam') && values.is('badam_mode', 'ratio') && distributed(context.world()),
  },
];

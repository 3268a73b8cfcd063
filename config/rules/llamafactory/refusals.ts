/**
 * What LLaMA-Factory refuses when it starts: `__post_init__` of its dataclasses and the checks of hparams/parser.py,
 * one row each, in their order.
 */
import type { RuleContext } from '../../check/context';
import type { RuleId } from '../table';
import { type PythonValues, shown } from '../hf/python';

export interface Refusal {
  rule: RuleId;
  /** Shown as it is, or made from the values. */
  message: string | ((values: PythonValues) => string);
  /** The first of these that the file sets is underlined. */
  keys: readonly string[];
  when: (values: PythonValues, context: RuleContext) => boolean;
  /** `train` unless every command asks it. */
  command?: 'any' | 'infer' | 'train';
  /** First version that asks it, where not all catalogued ones do. */
  since?: string;
  /** First version that does not ask it any more. */
  until?: string;
}

/** Says that a setting belongs to another fine-tuning method. */
const loraOnly = (key: string, when: (values: PythonValues) => boolean): Refusal => ({
  rule: 'LF-LORA-ONLY',
  message: (values) => `${key} is only valid with finetuning_type: lora, not ${shown(values.of('finetuning_type'))}.`,
  keys: [key, 'finetuning_type'],
  when: (values) => values.isNot('finetuning_type', 'lora') && when(values),
  command: 'any',
});

export const FINETUNING: readonly Refusal[] = [
  loraOnly('adapter_name_or_path', (values) => values.some('adapter_name_or_path')),
  loraOnly('loraplus_lr_ratio', (values) => values.some('loraplus_lr_ratio')),
  ...['use_rslora', 'use_dora', 'pissa_init'].map((key) => loraOnly(key, (values) => values.truthy(key))),
  {
    rule: 'LF-LORA-ONLY',
    message: (values) => `quantization_bit needs finetuning_type: lora or oft, not ${shown(values.of('finetuning_type'))}.`,
    keys: ['quantization_bit', 'finetuning_type'],
    when: (values) => values.some('quantization_bit') && values.is('finetuning_type', 'full', 'freeze'),
    command: 'any',
  },
  ...['pissa_init', 'resize_vocab'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: `${key} cannot be used on a quantized model (quantization_bit).`, keys: [key], when: (values) => values.some('quantization_bit') && values.truthy(key), command: 'any' }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'create_new_adapter cannot be used on a quantized model (quantization_bit).',
    keys: ['create_new_adapter'],
    when: (values) => values.some('quantization_bit') && values.some('adapter_name_or_path') && values.truthy('create_new_adapter'),
    command: 'any',
  },
  {
    rule: 'LF-VALIDATE',
    message: 'A quantized model takes one adapter; merge them first.',
    keys: ['adapter_name_or_path'],
    when: (values) => values.some('quantization_bit') && (values.text('adapter_name_or_path') ?? '').includes(','),
    command: 'any',
  },
  ...['ref_model_quantization_bit', 'reward_model_quantization_bit'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: (values) => `${key} is 4 or 8, not ${shown(values.of(key))}.`, keys: [key], when: (values) => values.isNot(key, null, 4, 8), command: 'any' }),
  ),
  { rule: 'LF-VALIDATE', message: 'stage: ppo needs a reward_model.', keys: ['stage'], when: (values) => values.is('stage', 'ppo') && values.none('reward_model'), command: 'any' },
  ...['lora', 'oft'].map(
    (method): Refusal => ({
      rule: 'LF-VALIDATE',
      message: `reward_model_type: ${method} needs finetuning_type: ${method}.`,
      keys: ['reward_model_type', 'finetuning_type', 'stage'],
      when: (values) => values.is('stage', 'ppo') && values.is('reward_model_type', method) && values.isNot('finetuning_type', method),
      command: 'any',
      ...(method === 'oft' ? { since: '0.9.4' } : {}),
    }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'dpo_label_smoothing is only valid with pref_loss: sigmoid.',
    keys: ['dpo_label_smoothing'],
    when: (values) => values.is('stage', 'dpo') && values.isNot('pref_loss', 'sigmoid') && values.number('dpo_label_smoothing') > 1e-6,
    command: 'any',
  },
  { rule: 'LF-VALIDATE', message: 'use_llama_pro is only valid with finetuning_type: freeze or lora.', keys: ['use_llama_pro'], when: (values) => values.truthy('use_llama_pro') && values.is('finetuning_type', 'full'), command: 'any' },
  ...['use_galore', 'use_apollo', 'use_badam'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: `${key} cannot be used with finetuning_type: lora.`, keys: [key], when: (values) => values.truthy(key) && values.is('finetuning_type', 'lora'), command: 'any' }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'Use one of GaLore, APOLLO and BAdam.',
    keys: ['use_galore', 'use_apollo', 'use_badam'],
    // Python adds them up.
    when: (values) => ['use_galore', 'use_apollo', 'use_badam'].reduce((sum, key) => sum + (values.number(key) || 0), 0) > 1,
    command: 'any',
  },
  {
    rule: 'LF-VALIDATE',
    message: (values) => `pissa_init cannot be used in stage ${shown(values.of('stage'))}${values.is('stage', 'dpo') ? ' with a reference model' : ''}.`,
    keys: ['pissa_init'],
    when: (values) => values.truthy('pissa_init') && (values.is('stage', 'ppo', 'kto') || (values.is('stage', 'dpo') && values.isNot('pref_loss', 'orpo', 'simpo'))),
    command: 'any',
  },
];

export const MODEL: readonly Refusal[] = [
  { rule: 'LF-VALIDATE', message: 'model_name_or_path is required.', keys: ['model_name_or_path'], when: (values) => values.none('model_name_or_path'), command: 'any' },
  ...['image', 'video'].map(
    (what): Refusal => ({
      rule: 'LF-VALIDATE',
      message: (values) => `${what}_max_pixels ${values.number(`${what}_max_pixels`)} is smaller than ${what}_min_pixels ${values.number(`${what}_min_pixels`)}.`,
      keys: [`${what}_max_pixels`, `${what}_min_pixels`],
      when: (values) => values.number(`${what}_max_pixels`) < values.number(`${what}_min_pixels`),
      command: 'any',
      since: '0.9.3',
    }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'export_quantization_bit needs an export_quantization_dataset.',
    keys: ['export_quantization_bit'],
    when: (values) => values.some('export_quantization_bit') && values.none('export_quantization_dataset'),
    command: 'any',
  },
  { rule: 'LF-VALIDATE', message: 'split_special_tokens needs use_fast_tokenizer: false.', keys: ['split_special_tokens'], when: (values) => values.truthy('split_special_tokens') && values.truthy('use_fast_tokenizer'), command: 'any', until: '0.9.2' },
];

export const INFERENCE: readonly Refusal[] = [
  { rule: 'LF-VALIDATE', message: 'infer_backend: vllm only runs models of stage sft.', keys: ['stage', 'infer_backend'], when: (values) => values.is('infer_backend', 'vllm') && values.isNot('stage', 'sft'), command: 'infer' },
  ...['quantization_bit', 'rope_scaling'].map(
    (key): Refusal => ({ rule: 'LF-VALIDATE', message: `infer_backend: vllm does not support ${key}.`, keys: [key, 'infer_backend'], when: (values) => values.is('infer_backend', 'vllm') && values.some(key), command: 'infer' }),
  ),
  {
    rule: 'LF-VALIDATE',
    message: 'infer_backend: vllm takes one adapter; merge them first.',
    keys: ['adapter_name_or_path'],
    when: (values) => values.is('infer_backend', 'vllm') && (values.text('adapter_name_or_path') ?? '').includes(','),
    command: 'infer',
  },
];

/** Keys that older versions of TRL and transformers had; the catalogued versions do not. */
import type { Trainer } from '../../pipeline/types';

export interface RemovedKey {
  package: 'TRL' | 'transformers';
  /** First version without it. */
  gone: string;
  /** Today's key with the same meaning; null where there is none. */
  now: string | null;
  /** The trainer whose configs had it, where that tells. */
  trainer?: Trainer;
}

export const removedKeys: ReadonlyMap<string, RemovedKey> = new Map<string, RemovedKey>([
  ['max_prompt_length', { package: 'TRL', gone: '0.28', now: null, trainer: 'trl-grpo' }],
  ['use_liger_loss', { package: 'TRL', gone: '0.28', now: 'use_liger_kernel' }],
  ['max_seq_length', { package: 'TRL', gone: '0.20', now: 'max_length', trainer: 'trl-sft' }],
  ['torch_dtype', { package: 'TRL', gone: '0.27', now: 'dtype' }],
  ['vllm_device', { package: 'TRL', gone: '0.18', now: null }],
  ['vllm_dtype', { package: 'TRL', gone: '0.18', now: null }],
  ['vllm_max_model_len', { package: 'TRL', gone: '0.18', now: 'vllm_max_model_length' }],
  ['logging_dir', { package: 'transformers', gone: '5.15', now: null }],
  ['warmup_ratio', { package: 'transformers', gone: '5.18', now: 'warmup_steps' }],
  ['overwrite_output_dir', { package: 'transformers', gone: '5', now: null }],
  ['evaluation_strategy', { package: 'transformers', gone: '5', now: 'eval_strategy' }],
  ['group_by_length', { package: 'transformers', gone: '5', now: null }],
  ['no_cuda', { package: 'transformers', gone: '5', now: 'use_cpu' }],
  ['jit_mode_eval', { package: 'transformers', gone: '5', now: null }],
  ['save_safetensors', { package: 'transformers', gone: '5', now: null }],
]);

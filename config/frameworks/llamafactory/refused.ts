/**
 * Kinds of values that LLaMA-Factory's and transformers' `__post_init__` break on. `HfArgumentParser.parse_dict`
 * converts and checks nothing, so everything else passes the start and fails later, if at all. Measured with every
 * field and every kind on llamafactory 0.9.5 with transformers 5.6.0; scripts/accuracy measures it again.
 */
import { compareVersions } from '../../catalogue/versionOrder';
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import { PythonValues } from '../../rules/hf/python';
import { hfBefore } from '../../rules/hf/version';

export type Kind = 'null' | 'bool' | 'int' | 'float' | 'str' | 'list' | 'dict';

interface Refused {
  kinds: readonly Kind[];
  /** Nothing looks at the value otherwise. */
  when?: (values: PythonValues, context: RuleContext) => boolean;
  /** First LLaMA-Factory that looks at it. */
  since?: string;
}

const COLLECTIONS = ['list', 'dict'] as const;
const NOT_NUMBER = ['null', 'str', ...COLLECTIONS] as const;
const NOT_TEXT = ['bool', 'int', 'float', ...COLLECTIONS] as const;

const steps = (strategy: string): Refused => ({ kinds: NOT_NUMBER, when: (values) => values.is(strategy, 'steps') });
const pixels: Refused = { kinds: NOT_NUMBER, since: '0.9.3' };
const optimizer: Refused = { kinds: NOT_NUMBER };

const TABLE: Readonly<Record<string, Refused>> = {
  logging_steps: steps('logging_strategy'),
  save_steps: steps('save_strategy'),
  // None follows logging_steps.
  eval_steps: { ...steps('eval_strategy'), kinds: ['str', ...COLLECTIONS] },
  image_max_pixels: pixels,
  image_min_pixels: pixels,
  video_max_pixels: pixels,
  video_min_pixels: pixels,
  ddp_timeout: { kinds: NOT_NUMBER },
  seed: { kinds: [...NOT_NUMBER, 'float'] },
  torch_empty_cache_steps: { kinds: ['str', ...COLLECTIONS] },
  warmup_ratio: { kinds: ['str', ...COLLECTIONS] },
  // From transformers 5 on a warmup_ratio takes its place before anything looks at it.
  warmup_steps: { kinds: NOT_NUMBER, when: (_, context) => hfBefore(context, '5.0.0') || setting(context, 'warmup_ratio').value === null || setting(context, 'warmup_ratio').state === 'absent' },
  use_galore: optimizer,
  use_apollo: optimizer,
  use_badam: optimizer,
  lora_rank: { kinds: ['null', 'dict'], when: (values) => values.falsy('lora_alpha') },
  cutoff_len: { kinds: NOT_NUMBER, when: (values) => values.truthy('packing') || values.truthy('neat_packing'), since: '0.9.3' },
  val_size: { kinds: NOT_NUMBER, when: (values) => values.none('dataset') || (values.truthy('do_eval') && values.none('eval_dataset')) },
  // DeepSpeed's batch size is computed from them at once.
  per_device_train_batch_size: { kinds: ['null', 'dict'], when: (values) => values.truthy('deepspeed') },
  gradient_accumulation_steps: { kinds: ['null', 'dict'], when: (values) => values.truthy('deepspeed') },
  metric_for_best_model: { kinds: NOT_TEXT, when: (values) => values.none('greater_is_better') },
  output_dir: { kinds: NOT_TEXT },
  add_tokens: { kinds: NOT_TEXT },
  add_special_tokens: { kinds: NOT_TEXT },
  adapter_name_or_path: { kinds: NOT_TEXT },
  new_special_tokens_config: { kinds: NOT_TEXT, since: '0.9.4' },
  deepspeed: { kinds: ['bool', 'int', 'float', 'list'], when: (values) => values.truthy('deepspeed') },
  fsdp: { kinds: ['int', 'float'], when: (values) => values.truthy('fsdp') },
  fsdp_config: { kinds: ['bool', 'int', 'float', 'list'] },
  accelerator_config: { kinds: ['bool', 'int', 'float', 'list'] },
};

/** Fields whose texts are split at commas; a list passes the split as it is. */
const SPLIT = ['dataset', 'eval_dataset', 'interleave_probs', 'freeze_trainable_modules', 'freeze_extra_modules', 'lora_target', 'oft_target', 'additional_target', 'galore_target', 'apollo_target'];

export const takesListToo = (name: string): boolean => SPLIT.includes(name);

export function refused(context: RuleContext, name: string, kind: Kind): boolean {
  const row = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (!row?.kinds.includes(kind)) return false;
  if (row.since && compareVersions(context.versions.of('llamafactory').version, row.since) < 0) return false;
  return !row.when || row.when(new PythonValues(context), context);
}

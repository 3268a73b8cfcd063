/** What SFTTrainer refuses or does silently (trl/trainer/sft_trainer.py `__init__`). */
import type { Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { boolAt, numberAt, placeOf, setting, textAt } from '../../check/settings';
import { assumed, since } from '../../check/since';
import { columnsOf } from '../../data/rows';

const FLASH = ['flash_attention_2', 'flash_attention_3', 'flash_attention_4', 'kernels-community/flash-attn', 'kernels-community/flash-attn2', 'kernels-community/flash-attn3', 'kernels-community/vllm-flash-attn3'];

const sft = (context: RuleContext): boolean => context.framework === 'trl-sft';

/** Null while the data set cannot be looked into. */
async function hasImages(context: RuleContext): Promise<boolean | null> {
  const name = textAt(context, 'dataset_name');
  const columns = name === null ? null : await columnsOf(context.files, context.stage?.pipelineUri ?? context.uri, name);
  return columns && (columns.includes('image') || columns.includes('images'));
}

export const visionData: Rule = async (context) => {
  if (!sft(context) || !since(context, 'trl', '0.22.0')) return [];
  const on = ['packing', 'padding_free', 'assistant_only_loss'].filter((key) => boolAt(context, key) === true);
  const cut = textAt(context, 'truncation_mode') === 'keep_end' && numberAt(context, 'max_length') !== null && since(context, 'trl', '1.0.0');
  if ((on.length === 0 && !cut) || (await hasImages(context)) !== true) return [];
  return [
    ...on.map((key) => error('TRL-SFT-VISION', `${key} is not supported for a data set with images: set ${key}: false.${assumed(context, 'trl')}`, placeOf(context, key))),
    ...(cut ? [error('TRL-SFT-VISION', `truncation_mode keep_end cuts image tokens out of the prompt: use keep_start or max_length: null.${assumed(context, 'trl')}`, placeOf(context, 'truncation_mode'))] : []),
  ];
};

export const paddingFreeLength: Rule = async (context) => {
  if (!sft(context) || !since(context, 'trl', '1.0.0')) return [];
  const { value } = setting(context, 'max_length');
  if (boolAt(context, 'padding_free') !== true || boolAt(context, 'packing') !== false || typeof value !== 'number') return [];
  // With images the vision rule speaks.
  if ((await hasImages(context)) === true) return [];
  const message = `padding_free without packing does not enforce max_length ${value}: set packing: true or max_length: null.${assumed(context, 'trl')}`;
  return [error('TRL-SFT-PADDING-FREE', message, placeOf(context, 'padding_free', 'max_length'))];
};

/** The default of 1024 tokens cuts long chains of thought; said only where the data's own words show that they are long. */
export const shortLength: Rule = async (context) => {
  const found = setting(context, 'max_length');
  if (!sft(context) || found.state !== 'default' || typeof found.value !== 'number') return [];
  const images = await hasImages(context);
  if (images !== true && !reasoning(context)) return [];
  const what = images ? 'image tokens count too, and cutting them breaks a sample' : 'a long chain of thought loses its end';
  return [warning('TRL-SFT-MAX-LENGTH', `max_length is not set: its default cuts every sample at ${found.value} tokens, ${what}. Set it to what the data needs.`, placeOf(context, 'dataset_name'))];
};

/** Names by which people call data sets of long reasoning. */
const reasoning = (context: RuleContext): boolean =>
  /(?:^|[-_/])(?:cot|reasoning|thoughts?|r1|long-?cot|openthoughts?|distill(?:ed)?|s1k?)(?:$|[-_/.\d])/i.test(textAt(context, 'dataset_name') ?? '');

export const packingAttention: Rule = (context) => {
  if (!sft(context)) return [];
  const packed = boolAt(context, 'packing') === true && ['bfd', 'bfd_split', 'bfd-requeue'].includes(textAt(context, 'packing_strategy') ?? 'bfd');
  const flat = boolAt(context, 'padding_free') === true;
  const attention = setting(context, 'attn_implementation');
  if ((!packed && !flat) || attention.state === 'unknown' || (typeof attention.value === 'string' && (FLASH.includes(attention.value) || attention.value.includes('flash')))) return [];
  const now = typeof attention.value === 'string' ? `attn_implementation ${attention.value}` : 'the default attention';
  const key = packed ? 'packing' : 'padding_free';
  return [warning('TRL-SFT-PACKING-ATTN', `With ${key}, samples that share a row see each other under ${now}: set attn_implementation: flash_attention_2.`, placeOf(context, key))];
};

/** What ms-swift's argument classes refuse before a model is loaded (swift/arguments/{sft_args,rlhf_args}.py). */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { headOf, isSet, placeOf, setting } from '../../check/settings';
import { assumed, since } from '../../check/since';
import { variable, visibleGpus } from '../../frameworks/ms-swift/environment';
import { isGrpo } from './grpo';

const FLASH = ['flash_attn', 'flash_attention_2', 'flash_attention_3', 'flash_attention_4'];

const text = (context: RuleContext, key: string): string | null | undefined => {
  const { value } = setting(context, key);
  return typeof value === 'string' ? value : value === null ? null : undefined;
};

export const packing: Rule = (context) => {
  const found: Finding[] = [];
  const on = (key: string): boolean => setting(context, key).value === true;
  const feature = ['packing', 'padding_free'].find(on);
  const attention = text(context, 'attn_impl');
  if (feature && attention !== undefined && (attention === null || !FLASH.includes(attention)) && trains(context)) {
    found.push(error('SW-PACKING-ATTN', `${feature} needs a flash attention (attn_impl ${FLASH.join(', ')})${attention === null ? '' : `, not ${attention}`}.`, placeOf(context, 'attn_impl', feature), attention === null ? null : fixTo(context, 'attn_impl', 'flash_attn')));
  }
  const lazy = ['packing', 'streaming'].find((key) => on(key) && on('lazy_tokenize'));
  if (lazy) found.push(error('SW-PACKING-ATTN', `${lazy} and lazy_tokenize exclude each other.`, placeOf(context, 'lazy_tokenize')));
  if (since(context, 'ms-swift', '3.12.0') && text(context, 'fsdp') && text(context, 'deepspeed')) found.push(error('SW-PACKING-ATTN', 'fsdp and deepspeed exclude each other.', placeOf(context, 'fsdp')));
  return found;
};

const fixTo = (context: RuleContext, key: string, to: string): { title: string; range: { start: number; end: number }; text: string } | null => {
  const entry = setting(context, key).entry;
  return entry ? { title: `Change to ${to}`, range: entry.value.range, text: to } : null;
};

const trains = (context: RuleContext): boolean => ['pt', 'sft', 'rlhf'].includes(context.part.command);

export const requiredFields: Rule = (context) => {
  if (!trains(context) || !context.part.whole) return [];
  const found: Finding[] = [];
  const none = (key: string): boolean => !isSet(context, key) && (setting(context, key).value === null || isEmpty(setting(context, key).value));
  // A checkpoint or an adapter brings the model's name with it.
  if (none('model') && ['adapters', 'resume_from_checkpoint', 'load_args'].every((key) => !isSet(context, key))) found.push(error('SW-VALIDATE', 'model is missing; ms-swift stops with "Please set --model".', headOf(context)));
  if (none('dataset') && (none('cached_dataset') || !context.fields.get('cached_dataset')) && !isSet(context, 'resume_from_checkpoint')) found.push(error('SW-VALIDATE', 'dataset is missing; ms-swift stops with "Please input the training dataset".', headOf(context)));
  return found;
};

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The reference model is the frozen copy of a full training; an adapter switches itself off instead. */
export const referenceModel: Rule = (context) => {
  const type = setting(context, 'rlhf_type').value;
  const tuner = text(context, context.fields.get('tuner_type') ? 'tuner_type' : 'train_type');
  if (context.part.command !== 'rlhf' || typeof text(context, 'ref_model') !== 'string' || typeof type !== 'string' || typeof tuner !== 'string') return [];
  const kept = ['dpo', 'kto', 'ppo', 'grpo'].includes(type) && tuner === 'full';
  if (kept || (type === 'grpo' && setting(context, 'beta').value === 0)) return [];
  return [error('SW-VALIDATE', `ref_model is not taken with rlhf_type ${type} and ${tuner}; ms-swift stops on it.`, placeOf(context, 'ref_model'))];
};

/** swift/arguments/rlhf_args.py, where both fields exist */
export const oneTeacher: Rule = (context) => {
  const given = (key: string): boolean => setting(context, key).state === 'set' && !isEmpty(setting(context, key).value);
  if (context.part.command !== 'rlhf' || !context.fields.has('teacher_model_server') || !given('teacher_model') || !given('teacher_model_server')) return [];
  return [error('SW-VALIDATE', 'teacher_model and teacher_model_server exclude each other; ms-swift stops on both.', placeOf(context, 'teacher_model_server'))];
};

export const grpoRefusals: Rule = (context) => {
  if (!isGrpo(context)) return [];
  const found: Finding[] = [];
  const refuse = (key: string, message: string): void => void found.push(error('SW-VALIDATE', message, placeOf(context, key)));
  const cached = setting(context, 'cached_dataset');
  if (cached.state === 'set' && !isEmpty(cached.value)) refuse('cached_dataset', 'GRPO does not take a cached_dataset.');
  const rewards = setting(context, 'reward_funcs').value;
  const names = Array.isArray(rewards) ? rewards : [rewards];
  if (names.includes('soft_overlong') && setting(context, 'soft_cache_length').value === null) refuse('reward_funcs', 'The reward soft_overlong needs soft_cache_length.');
  const alone = setting(context, 'num_generations').value === 1 && ['teacher_model', 'teacher_model_server'].every((key) => setting(context, key).value === null);
  if (alone && since(context, 'ms-swift', '4.4.0')) {
    const report = context.versions.of('ms-swift').known ? error : warning;
    found.push(report('SW-VALIDATE', `GRPO compares the answers to one prompt and needs num_generations above 1.${assumed(context, 'ms-swift')}`, placeOf(context, 'num_generations')));
  }
  if (setting(context, 'async_generate').value === true && text(context, 'multi_turn_scheduler')) refuse('async_generate', 'async_generate does not go with a multi_turn_scheduler.');
  return found;
};

/** Lists of losses, and what goes with them. */
export const losses: Rule = (context) => {
  const [type, loss, weights] = ['rlhf_type', 'loss_type', 'loss_weights'].map((key) => setting(context, key).value);
  if (context.part.command !== 'rlhf' || typeof type !== 'string' || !Array.isArray(loss)) return [];
  if (loss.length > 1 && type !== 'dpo') return [error('SW-VALIDATE', `Several loss types are for rlhf_type dpo, not ${type}.`, placeOf(context, 'loss_type'))];
  return Array.isArray(weights) && weights.length !== loss.length ? [error('SW-VALIDATE', `${weights.length} loss_weights for ${loss.length} loss types; there must be as many.`, placeOf(context, 'loss_weights'))] : [];
};

/** Without a teacher the model teaches itself, which the fused loss cannot. */
export const selfDistillation: Rule = (context) => {
  const alone = ['teacher_model', 'teacher_model_server'].every((key) => setting(context, key).value === null);
  if (!since(context, 'ms-swift', '4.1.0') || setting(context, 'rlhf_type').value !== 'gkd' || context.part.command !== 'rlhf' || !alone || setting(context, 'use_liger_kernel').value !== true) return [];
  return [error('SW-VALIDATE', 'gkd without a teacher_model does not go with use_liger_kernel.', placeOf(context, 'use_liger_kernel'))];
};

/** Several GPUs and one process spread the model over them, which neither DeepSpeed nor vLLM in the trainer can use. */
export const processPerGpu: Rule = (context) => {
  if (!trains(context) || variable(context, 'SWIFT_SINGLE_DEVICE_MODE') !== null || setting(context, 'use_ray').value === true) return [];
  const { launch } = context.part;
  // Without a command nobody knows the environment; behind another launcher each process sees its own part.
  if (launch === null || launch.launcher !== 'none') return [];
  const gpus = visibleGpus(context);
  const perNode = variable(context, 'NPROC_PER_NODE');
  const processes = perNode === null ? 1 : perNode !== undefined && /^\d+$/.test(perNode) ? Number(perNode) : null;
  if (gpus === null || processes === null || processes < 1 || variable(context, 'NNODES') === undefined) return [];
  if (gpus % processes !== 0) return [error('SW-NPROC', `${gpus} visible GPUs do not divide among NPROC_PER_NODE ${processes} processes; ms-swift stops on it.`, headOf(context))];
  if (gpus / processes < 2) return [];
  const why = text(context, 'deepspeed') ? 'deepspeed' : text(context, 'fsdp') ? 'fsdp' : isGrpo(context) && setting(context, 'use_vllm').value === true ? 'use_vllm' : null;
  if (!why) return [];
  return [error('SW-NPROC', `${gpus} GPUs are visible and ${processes === 1 ? 'one process is' : `${processes} processes are`} started, so ms-swift spreads the model over them (device_map), which does not go with ${why}. Set NPROC_PER_NODE=${gpus}.`, placeOf(context, why))];
};

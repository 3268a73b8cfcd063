/** What the modules assert before they start anything (openrlhf/cli/train_*.py). */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { since } from '../../check/since';
import { fieldName, placeAt, valueAt } from '../../frameworks/openrlhf/flags';
import type { RuleId } from '../table';

/** Values by their newest names; every question is answered `false` or NaN where the value is not known. */
class Values {
  constructor(private readonly context: RuleContext) {}

  number(name: string): number {
    const value = valueAt(this.context, name);
    return typeof value === 'number' ? value : Number.NaN;
  }

  on(name: string): boolean {
    const value = valueAt(this.context, name);
    return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
  }

  off(name: string): boolean {
    const value = valueAt(this.context, name);
    return value !== undefined && !this.on(name);
  }

  text(name: string): string {
    const value = valueAt(this.context, name);
    return typeof value === 'string' ? value : '';
  }
}

interface Refusal {
  message: string;
  at: readonly string[];
  rule?: RuleId;
}
type Check = (values: Values, context: RuleContext, flag: (name: string) => string) => Refusal | null;

const ESTIMATOR = 'algo.advantage.estimator';
const SAMPLES = 'rollout.n_samples_per_prompt';
const IMAGES = 'data.max_images_per_prompt';

const groups: Check = (values, context, flag) => {
  const estimator = values.text(ESTIMATOR);
  const grouped = ['rloo', 'reinforce_baseline', 'group_norm', ...(since(context, 'openrlhf', '0.11.0') ? ['dr_grpo'] : [])];
  if (!grouped.includes(estimator) || !(values.number(SAMPLES) <= 1)) return null;
  return { rule: 'ORL-GROUP-N1', message: `${estimator} compares the answers to one prompt and needs ${flag(SAMPLES)} above 1, is ${values.number(SAMPLES)}.`, at: [SAMPLES, ESTIMATOR] };
};

const filtering: Check = (values, _context, flag) => {
  const enable = 'algo.dynamic_filtering_enable';
  if (!values.on(enable)) return null;
  if (values.number(SAMPLES) <= 1) return { rule: 'ORL-GROUP-N1', message: `${flag(enable)} needs ${flag(SAMPLES)} above 1, is ${values.number(SAMPLES)}.`, at: [SAMPLES, enable] };
  return values.off('reward.remote_url') && values.off('train.agent_func_path') ? { message: `${flag(enable)} needs ${flag('reward.remote_url')} or ${flag('train.agent_func_path')}.`, at: [enable] } : null;
};

const imagesAndCritic: Check = (values, _context, flag) =>
  values.number(IMAGES) > 0 && values.text(ESTIMATOR) === 'gae' ? { rule: 'ORL-VLM-LIMITS', message: `${flag(IMAGES)} above 0 trains on images, which works without a critic only; choose another ${flag(ESTIMATOR)} than gae.`, at: [ESTIMATOR, IMAGES] } : null;

const imagesAndPacking: Check = (values, _context, flag) => {
  const packs = 'ds.packing_samples';
  return values.number(IMAGES) > 0 && values.on(packs) ? { rule: 'ORL-VLM-LIMITS', message: `Images cannot be packed: take out ${flag(packs)} or ${flag(IMAGES)}.`, at: [packs, IMAGES] } : null;
};

const imagesAndLiger: Check = (values, _context, flag) =>
  values.number(IMAGES) > 0 && values.on('ds.use_liger_kernel') ? { rule: 'ORL-VLM-LIMITS', message: `Vision-language models do not run with ${flag('ds.use_liger_kernel')}; take it out.`, at: ['ds.use_liger_kernel', IMAGES] } : null;

const colocated: Check = (values, _context, flag) => {
  const engines = values.number('vllm.num_engines');
  if (!values.on('train.colocate_all') || !values.off('train.async_enable') || !(engines > 0)) return null;
  const actors = values.number('actor.num_nodes') * values.number('actor.num_gpus_per_node');
  const tensor = values.number('vllm.tensor_parallel_size');
  if (Number.isNaN(actors * engines * tensor) || actors === engines * tensor) return null;
  return {
    rule: 'ORL-COLOCATE',
    message: `${flag('train.colocate_all')} shares the GPUs: ${flag('actor.num_nodes')} ${values.number('actor.num_nodes')} x ${flag('actor.num_gpus_per_node')} ${values.number('actor.num_gpus_per_node')} = ${actors} must equal ${flag('vllm.num_engines')} ${engines} x ${flag('vllm.tensor_parallel_size')} ${tensor} = ${engines * tensor}.`,
    at: ['vllm.num_engines', 'actor.num_gpus_per_node', 'train.colocate_all'],
  };
};

const sameNodes: Check = (values, _context, flag) => {
  const together = ['train.colocate_all', 'train.colocate_actor_ref'].find((name) => values.on(name));
  if (!together || !(values.number('algo.kl.init_coef') > 0)) return null;
  const unequal = ['num_nodes', 'num_gpus_per_node'].find((part) => Math.abs(values.number(`actor.${part}`) - values.number(`ref.${part}`)) > 0);
  if (!unequal) return null;
  return { rule: 'ORL-COLOCATE', message: `${flag(together)} puts actor and reference on the same GPUs: ${flag(`actor.${unequal}`)} ${values.number(`actor.${unequal}`)} and ${flag(`ref.${unequal}`)} ${values.number(`ref.${unequal}`)} must be equal.`, at: [`ref.${unequal}`, `actor.${unequal}`] };
};

const packingNeedsVllm: Check = (values, _context, flag) =>
  values.on('ds.packing_samples') && (valueIsNone(values, 'vllm.num_engines') || values.number('vllm.num_engines') <= 0) ? { message: `${flag('ds.packing_samples')} needs ${flag('vllm.num_engines')} above 0.`, at: ['ds.packing_samples'] } : null;

/** Written nowhere and without a default: compared with a number it raises too. */
const valueIsNone = (values: Values, name: string): boolean => Number.isNaN(values.number(name)) && values.off(name);

const impliedPacking: Check = (values, context, flag) => {
  const by = values.number('ds.ring_attn_size') > 1 ? 'ds.ring_attn_size' : values.on('train.dynamic_batch_enable') ? 'train.dynamic_batch_enable' : null;
  if (!by || values.on('ds.packing_samples') || !since(context, 'openrlhf', '0.10.0')) return null;
  if (values.number(IMAGES) > 0) return { rule: 'ORL-VLM-LIMITS', message: `${flag(by)} packs samples, and images cannot be packed.`, at: [by, IMAGES] };
  return valueIsNone(values, 'vllm.num_engines') || values.number('vllm.num_engines') <= 0 ? { message: `${flag(by)} packs samples, which needs ${flag('vllm.num_engines')} above 0.`, at: [by] } : null;
};

const ascending: Check = (values, context, flag) => {
  const range = valueAt(context, 'algo.dynamic_filtering_range');
  const [low, high] = Array.isArray(range) ? (range as unknown[]) : [];
  if (!values.on('algo.dynamic_filtering_enable') || typeof low !== 'number' || typeof high !== 'number' || low < high) return null;
  return { message: `${flag('algo.dynamic_filtering_range')} ${low} ${high} must rise.`, at: ['algo.dynamic_filtering_range'] };
};

/** The critic starts from the reward model, whose name is taken apart. */
const criticModel: Check = (values, _context, flag) => {
  const none = ['reward.model_name_or_path', 'critic.model_name_or_path', 'reward.remote_url', 'train.agent_func_path'].every((name) => values.off(name));
  return none && values.text(ESTIMATOR) === 'gae' ? { message: `gae trains a critic: give ${flag('reward.model_name_or_path')}, ${flag('critic.model_name_or_path')} or ${flag('reward.remote_url')}, or choose another ${flag(ESTIMATOR)}.`, at: [ESTIMATOR] } : null;
};

const asleep: Check = (values, _context, flag) =>
  values.on('train.async_enable') && values.on('vllm.enable_sleep') && values.on('train.colocate_all') ? { message: `${flag('train.async_enable')} does not go with ${flag('vllm.enable_sleep')}.`, at: ['vllm.enable_sleep'] } : null;

const partial: Check = (values, _context, flag) =>
  values.on('train.partial_rollout_enable') && values.off('train.async_enable') ? { message: `${flag('train.partial_rollout_enable')} needs ${flag('train.async_enable')}.`, at: ['train.partial_rollout_enable'] } : null;

const evaluation: Check = (values, context, flag) => {
  return values.on('eval.dataset') && values.off('reward.remote_url') && values.off('train.agent_func_path') ? { message: `${flag('eval.dataset')} needs ${flag('reward.remote_url')}${since(context, 'openrlhf', '0.10.4') ? ` or ${flag('train.agent_func_path')}` : ''}.`, at: ['eval.dataset'] } : null;
};

const oversampling: Check = (values, context, flag) => {
  const [generated, batch] = [values.number('rollout.vllm_generate_batch_size'), values.number('rollout.batch_size')];
  if (!since(context, 'openrlhf', '0.10.0') || !(generated > batch) || !values.off('train.async_enable')) return null;
  return { message: `${flag('rollout.vllm_generate_batch_size')} ${generated} is above ${flag('rollout.batch_size')} ${batch}; that needs ${flag('train.async_enable')}.`, at: ['rollout.vllm_generate_batch_size'] };
};

const enoughBatches: Check = (values, _context, flag) => {
  const micro = values.number('rollout.micro_batch_size');
  const batches = Math.floor((values.number(SAMPLES) * values.number('rollout.batch_size')) / micro);
  const ring = values.number('ds.ring_attn_size');
  const actors = values.number('actor.num_nodes') * values.number('actor.num_gpus_per_node');
  const ranks = Math.floor(Math.floor(actors / ring) / values.number('ds.tensor_parallel_size'));
  if (micro === 0) return { message: `${flag('rollout.micro_batch_size')} must not be 0.`, at: ['rollout.micro_batch_size'] };
  if (!(batches < ranks)) return null;
  return {
    message: `${flag(SAMPLES)} ${values.number(SAMPLES)} x ${flag('rollout.batch_size')} ${values.number('rollout.batch_size')} / ${flag('rollout.micro_batch_size')} ${micro} = ${batches} batches are fewer than the ${ranks} actor processes.`,
    at: ['rollout.batch_size', 'rollout.micro_batch_size'],
  };
};

const tensorParallel: Check = (values, _context, flag) =>
  values.number('ds.tensor_parallel_size') > 1 && values.text('ds.param_dtype') !== '' && values.text('ds.param_dtype') !== 'bf16' ? { message: `${flag('ds.tensor_parallel_size')} above 1 needs ${flag('ds.param_dtype')} bf16.`, at: ['ds.param_dtype'] } : null;

const ringNeedsPacking: Check = (values, _context, flag) =>
  values.number('ds.ring_attn_size') > 1 && values.off('ds.packing_samples') ? { message: `${flag('ds.ring_attn_size')} above 1 needs ${flag('ds.packing_samples')}.`, at: ['ds.ring_attn_size'] } : null;

const multiturn: Check = (values, _context, flag) =>
  values.on('data.multiturn') && values.off('data.apply_chat_template') ? { message: `${flag('data.multiturn')} needs ${flag('data.apply_chat_template')}.`, at: ['data.multiturn'] } : null;

const PPO: readonly Check[] = [groups, filtering, imagesAndCritic, imagesAndPacking, imagesAndLiger, colocated, sameNodes, packingNeedsVllm, impliedPacking, ascending, criticModel, asleep, partial, evaluation, oversampling, enoughBatches, tensorParallel];
const CHECKS: Readonly<Record<string, readonly Check[]>> = { train_ppo_ray: PPO, train_sft: [multiturn, ringNeedsPacking, tensorParallel], train_rm: [ringNeedsPacking, tensorParallel], train_dpo: [ringNeedsPacking, tensorParallel] };

/** The flag's name in the version in use. */
const flagName = (context: RuleContext) => (newest: string): string => `--${fieldName(context, newest) ?? newest}`;

export const validation: Rule = (context) => {
  const values = new Values(context);
  return (CHECKS[context.part.command] ?? []).flatMap((check): Finding[] => {
    const refused = check(values, context, flagName(context));
    return refused ? [error(refused.rule ?? 'ORL-VALIDATE', refused.message, placeAt(context, ...refused.at))] : [];
  });
};

/** `ckpt.load_enable` with nothing that is ever saved. */
export const neverSaved: Rule = (context) => {
  const values = new Values(context);
  const flag = flagName(context);
  if (!values.on('ckpt.load_enable') || values.number('ckpt.save_steps') !== -1) return [];
  return [warning('ORL-LOAD-MISSING', `${flag('ckpt.load_enable')} looks for a checkpoint under ${flag('ckpt.path')}, but ${flag('ckpt.save_steps')} -1 never saves one; where it finds none, training starts from scratch with a mere warning. Set ${flag('ckpt.save_steps')}.`, placeAt(context, 'ckpt.save_steps', 'ckpt.load_enable'))];
};

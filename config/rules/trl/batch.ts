/** Batches of GRPO must hold whole groups of completions (trl/trainer/grpo_config.py `__post_init__`). */
import type { Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { boolAt, numberAt, placeOf, setting, textAt } from '../../check/settings';
import { assumed, since } from '../../check/since';
import { nearestMultiple } from '../shared/divisors';

const grpo = (context: RuleContext): boolean => context.framework === 'trl-grpo';

/** Completions generated for one round of updates, with its formula; null while a factor is not known. */
export function generationBatch(context: RuleContext): { size: number; formula: string } | null {
  const set = setting(context, 'generation_batch_size');
  if (typeof set.value === 'number') return { size: set.value, formula: 'generation_batch_size' };
  const perDevice = numberAt(context, 'per_device_train_batch_size');
  const world = context.world();
  const steps = setting(context, 'steps_per_generation');
  const count = typeof steps.value === 'number' ? steps.value : steps.value === null ? numberAt(context, 'gradient_accumulation_steps') : null;
  if (set.value !== null || perDevice === null || world === null || count === null) return null;
  const name = typeof steps.value === 'number' ? 'steps_per_generation' : 'gradient_accumulation_steps';
  return { size: perDevice * world * count, formula: `per_device_train_batch_size ${perDevice} x ${world} processes x ${name} ${count}` };
}

export const generationDivisible: Rule = (context) => {
  if (!grpo(context) || !context.fields.has('steps_per_generation')) return [];
  const batch = generationBatch(context);
  const generations = numberAt(context, 'num_generations');
  if (!batch || generations === null || generations < 1 || batch.size % generations === 0) return [];
  const entry = setting(context, 'num_generations').entry;
  const better = nearestMultiple(generations, (candidate) => candidate > 1 && batch.size % candidate === 0);
  const fix = entry && better ? { title: `Set num_generations to ${better}`, range: entry.value.range, text: String(better) } : null;
  const message = `${batch.formula} = ${batch.size} completions are not divisible by num_generations ${generations}; each prompt needs a whole group.${assumed(context, 'trl')}`;
  return [error('TRL-GENERATION-DIV', message, placeOf(context, 'num_generations', 'generation_batch_size', 'per_device_train_batch_size'), fix)];
};

/** An explicit generation batch is cut into global batches. */
export const generationBatchWhole: Rule = (context) => {
  if (!grpo(context)) return [];
  const { value } = setting(context, 'generation_batch_size');
  const perDevice = numberAt(context, 'per_device_train_batch_size');
  const world = context.world();
  if (typeof value !== 'number' || perDevice === null || world === null || perDevice * world === 0 || value % (perDevice * world) === 0) return [];
  if (setting(context, 'steps_per_generation').value !== null) return [];
  const message = `generation_batch_size ${value} is not divisible by the global batch of ${perDevice} x ${world} processes = ${perDevice * world}.`;
  return [error('TRL-GENERATION-DIV', message, placeOf(context, 'generation_batch_size'))];
};

export const evaluationDivisible: Rule = (context) => {
  if (!grpo(context) || !since(context, 'trl', '0.22.0')) return [];
  const strategy = textAt(context, 'eval_strategy');
  // Any strategy but "no" switches do_eval on.
  if (strategy === null || strategy === 'no') return [];
  const own = setting(context, 'num_generations_eval');
  const generations = typeof own.value === 'number' && own.value > 0 ? own.value : own.state === 'unknown' ? null : numberAt(context, 'num_generations');
  const perDevice = numberAt(context, 'per_device_eval_batch_size');
  const world = context.world();
  if (generations === null || generations < 1 || perDevice === null || world === null || (perDevice * world) % generations === 0) return [];
  const message = `per_device_eval_batch_size ${perDevice} x ${world} processes = ${perDevice * world} is not divisible by the ${generations} generations of an evaluation.${assumed(context, 'trl')}`;
  return [error('TRL-EVAL-DIV', message, placeOf(context, 'num_generations_eval', 'per_device_eval_batch_size', 'num_generations'))];
};

export const tensorParallel: Rule = (context) => {
  if (!grpo(context) || boolAt(context, 'use_vllm') !== true || textAt(context, 'vllm_mode') !== 'colocate') return [];
  const parallel = numberAt(context, 'vllm_tensor_parallel_size');
  const world = context.world();
  if (parallel === null || parallel < 1 || world === null || world % parallel === 0) return [];
  return [error('TRL-VLLM-TP', `vllm_tensor_parallel_size ${parallel} does not divide the ${world} processes.`, placeOf(context, 'vllm_tensor_parallel_size'))];
};

/** Batch sizes of a step against the GPUs and against each other. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { isSynchronous, needsCritic, onFsdp, since } from '../../frameworks/verl/roles';
import { bool, number, text, worldSize } from '../../frameworks/verl/settings';
import { nearestDivisor, nearestMultiple, neededMultiple, setTo } from './divisible';
import { ACTOR, MEGATRON, N, TRAIN } from './paths';

/** Product of settings; null while one of them is not known. */
export function product(context: RuleContext, paths: readonly string[]): number | null {
  let result = 1;
  for (const path of paths) {
    const value = number(context, path);
    if (value === null) return null;
    result *= value;
  }
  return result;
}

/** Whole batch against the GPUs (FSDP) or against data-parallel ranks times micro batch (Megatron). */
export function batchWorld(context: RuleContext): Finding[] {
  if (!isSynchronous(context)) return [];
  const dynamic = since(context, '0.6.0') ? bool(context, `${ACTOR}.use_dynamic_bsz`) : false;
  const [train, n, world] = [number(context, TRAIN), number(context, N), worldSize(context)];
  const strategy = text(context, `${ACTOR}.strategy`);
  if (dynamic !== false || train === null || n === null || world === null || strategy === null) return [];
  if (strategy === 'megatron') return megatronBatch(context, train, n, world);
  const samples = train * n;
  if (samples % world === 0) return [];
  const fix = Number.isInteger(samples) && samples > 0 ? setTo(context, TRAIN, nearestMultiple(train, neededMultiple(world, n))) : null;
  return [error('VERL-BATCH-WORLD', `train_batch_size ${train} x rollout.n ${n} = ${samples} is not divisible by ${world} GPUs; verl stops.`, placeOf(context, TRAIN, N, 'trainer.n_gpus_per_node', 'trainer.nnodes'), fix)];
}

function megatronBatch(context: RuleContext, train: number, n: number, world: number): Finding[] {
  const parallel = product(context, ['tensor_model_parallel_size', 'pipeline_model_parallel_size', 'context_parallel_size'].map((name) => `${MEGATRON}.${name}`));
  if (parallel === null || parallel <= 0) return [];
  const place = placeOf(context, TRAIN, N, `${ACTOR}.ppo_micro_batch_size_per_gpu`);
  if (world % parallel !== 0) {
    return [error('VERL-BATCH-WORLD', `${world} GPUs are not divisible by Megatron's tensor x pipeline x context parallel size ${parallel}; verl stops.`, placeOf(context, `${MEGATRON}.tensor_model_parallel_size`, `${MEGATRON}.pipeline_model_parallel_size`, 'trainer.n_gpus_per_node'))];
  }
  const micro = number(context, `${ACTOR}.ppo_micro_batch_size_per_gpu`);
  if (micro === null || micro <= 0) return [];
  const least = (world / parallel) * micro;
  if ((train * n) % least === 0) return [];
  const formula = `${world / parallel} data-parallel ranks x micro batch ${micro} = ${least}`;
  return [error('VERL-BATCH-WORLD', `train_batch_size ${train} x rollout.n ${n} = ${train * n} is not divisible by ${formula}; verl stops.`, place, setTo(context, TRAIN, nearestMultiple(train, neededMultiple(least, n))))];
}

/** Sections that update with mini-batches: the critic only where there is one. */
const trained = (context: RuleContext): string[] => (needsCritic(context) === true ? [ACTOR, 'critic'] : [ACTOR]);

export function trainBelowMini(context: RuleContext): Finding[] {
  const train = number(context, TRAIN);
  if (train === null || !isSynchronous(context)) return [];
  return trained(context).flatMap((section) => {
    const path = `${section}.ppo_mini_batch_size`;
    const mini = number(context, path);
    if (bool(context, `${section}.use_dynamic_bsz`) !== false || mini === null || train >= mini) return [];
    const fix = train > 0 ? (setTo(context, path, train) ?? setTo(context, TRAIN, mini)) : null;
    return [error('VERL-TRAIN-LT-MINI', `train_batch_size ${train} is smaller than ${path} ${mini}; verl stops.`, placeOf(context, path, TRAIN), fix)];
  });
}

export function trainModMini(context: RuleContext): Finding[] {
  const train = number(context, TRAIN);
  const mini = number(context, `${ACTOR}.ppo_mini_batch_size`);
  if (train === null || mini === null || mini <= 0 || train < mini || train % mini === 0 || !isSynchronous(context)) return [];
  const consequence = since(context, '0.9.0')
    ? `rows are repeated until the batch fits, so some samples count twice`
    : `the step cannot be cut into equal updates; the last one is smaller, or stops`;
  const fix = setTo(context, `${ACTOR}.ppo_mini_batch_size`, nearestDivisor(train, mini)) ?? setTo(context, TRAIN, nearestMultiple(train, mini));
  return [warning('VERL-TRAIN-MOD-MINI', `train_batch_size ${train} is no multiple of ppo_mini_batch_size ${mini}: ${consequence}.`, placeOf(context, `${ACTOR}.ppo_mini_batch_size`, TRAIN), fix)];
}

/** Samples of one update against the data-parallel ranks; noticed at the first update. */
export function miniModRanks(context: RuleContext): Finding[] {
  const [mini, n, world] = [number(context, `${ACTOR}.ppo_mini_batch_size`), number(context, N), worldSize(context)];
  const sequence = number(context, `${ACTOR}.ulysses_sequence_parallel_size`);
  if (mini === null || n === null || world === null || sequence === null || sequence < 1 || onFsdp(context) !== true || !isSynchronous(context)) return [];
  if (world % sequence !== 0) return [];
  const ranks = world / sequence;
  const samples = mini * n;
  const place = placeOf(context, `${ACTOR}.ppo_mini_batch_size`, N);
  const shown = sequence === 1 ? `${ranks} data-parallel ranks` : `${ranks} data-parallel ranks (${world} GPUs / ulysses ${sequence})`;
  const fix = setTo(context, `${ACTOR}.ppo_mini_batch_size`, nearestMultiple(mini, neededMultiple(ranks, n)));
  if (since(context, '0.8.0')) {
    if (samples % ranks === 0) return [];
    return [warning('VERL-MINI-MOD-DP', `ppo_mini_batch_size ${mini} x rollout.n ${n} = ${samples} is not divisible by ${shown}; the first update stops.`, place, fix)];
  }
  // Before 0.8 the remainder was dropped, and the rest had to fit the micro batches.
  const each = Math.floor(samples / ranks);
  if (each === 0) return [warning('VERL-MINI-MOD-DP', `ppo_mini_batch_size ${mini} x rollout.n ${n} = ${samples} leaves some of ${shown} without a sample; the worker stops.`, place, fix)];
  const micro = number(context, `${ACTOR}.ppo_micro_batch_size_per_gpu`);
  if (micro === null || micro <= 0 || each % micro === 0) return [];
  return [warning('VERL-MINI-MOD-DP', `ppo_mini_batch_size ${mini} x rollout.n ${n} on ${shown} = ${each} samples per GPU, not divisible by ppo_micro_batch_size_per_gpu ${micro}; the worker stops.`, place, setTo(context, `${ACTOR}.ppo_micro_batch_size_per_gpu`, nearestDivisor(each, micro)))];
}

/** The micro batch over all GPUs, which newer configs give per GPU. */
export function globalMicro(context: RuleContext): Finding[] {
  const world = worldSize(context);
  return trained(context).flatMap((section) => {
    const path = `${section}.ppo_micro_batch_size`;
    const [micro, mini] = [number(context, path), number(context, `${section}.ppo_mini_batch_size`)];
    if (micro === null || bool(context, `${section}.use_dynamic_bsz`) !== false) return [];
    if (mini !== null && micro !== 0 && mini % micro !== 0) {
      return [error('VERL-VALIDATE', `${section}.ppo_mini_batch_size ${mini} is not divisible by ppo_micro_batch_size ${micro}; verl stops.`, placeOf(context, path), setTo(context, path, nearestDivisor(mini, micro)))];
    }
    const sequence = onFsdp(context, section === 'critic' ? 'critic' : ACTOR) === true ? number(context, `${section}.ulysses_sequence_parallel_size`) : null;
    if (world === null || sequence === null || micro * sequence >= world) return [];
    return [error('VERL-VALIDATE', `${path} ${micro} x ulysses ${sequence} = ${micro * sequence} is below ${world} GPUs; verl stops. ppo_micro_batch_size_per_gpu is the name for a size per GPU.`, placeOf(context, path))];
  });
}


/** Numbers behind the values of a verl config. */
import type { HintRule } from '../check/context';
import { bool, number, worldSize } from '../frameworks/verl/settings';
import { ACTOR, N, TRAIN } from '../rules/verl/paths';
import { rolloutView } from '../rules/verl/vllm';
import { behind } from './behind';
import { possibleSizes, tokensPerImage } from './vision';

const samples: HintRule = (context) => {
  const [prompts, n] = [number(context, TRAIN), number(context, N)];
  if (prompts === null || n === null) return [];
  return behind(context, TRAIN, `= ${prompts * n} samples`, `Samples per step: train_batch_size ${prompts} prompts x rollout.n ${n} = ${prompts * n}`);
};

const MINI = `${ACTOR}.ppo_mini_batch_size`;

const updates: HintRule = (context) => {
  const [prompts, mini, n, world] = [number(context, TRAIN), number(context, MINI), number(context, N), worldSize(context)];
  if (mini === null || mini <= 0 || n === null) return [];
  const epochs = number(context, `${ACTOR}.ppo_epochs`) ?? 1;
  const sequence = number(context, `${ACTOR}.ulysses_sequence_parallel_size`) ?? 1;
  const lines = [`Samples per update: ppo_mini_batch_size ${mini} x rollout.n ${n} = ${mini * n}`];
  if (world !== null) lines.push(`On each data-parallel rank: ${mini * n} / (${world} GPUs / ulysses ${sequence}) = ${(mini * n * sequence) / world}`);
  const whole = prompts !== null && prompts % mini === 0;
  if (whole) lines.push(`Updates per step: train_batch_size ${prompts} / ${mini} x ppo_epochs ${epochs} = ${(prompts / mini) * epochs}`);
  const label = whole ? `= ${mini * n} samples, ${(prompts / mini) * epochs} ${(prompts / mini) * epochs === 1 ? 'update' : 'updates'} per step` : `= ${mini * n} samples`;
  return behind(context, MINI, label, lines.join('\n'));
};

/** Micro batches that gradients are summed over. */
const accumulation: HintRule = (context) => {
  const path = `${ACTOR}.ppo_micro_batch_size_per_gpu`;
  const [mini, n, world, micro] = [number(context, MINI), number(context, N), worldSize(context), number(context, path)];
  const sequence = number(context, `${ACTOR}.ulysses_sequence_parallel_size`);
  if (mini === null || n === null || world === null || micro === null || micro <= 0 || sequence === null || bool(context, `${ACTOR}.use_dynamic_bsz`) !== false) return [];
  const each = (mini * n * sequence) / world;
  if (!Number.isInteger(each / micro)) return [];
  return behind(context, path, `x ${each / micro} accumulated`, `Micro batches per update and rank: ${each} samples / ${micro} = ${each / micro}`);
};

const imageTokens: HintRule = (context) => tokensPerImage(context, rolloutView(context), ['data.mm_processor_kwargs.max_pixels', 'data.mm_processor_kwargs.min_pixels'], (path) => number(context, path));

const heads: HintRule = (context) => possibleSizes(context, rolloutView(context));

export const verlHints: readonly HintRule[] = [samples, updates, accumulation, imageTokens, heads];

const sftRanks: HintRule = (context) => {
  const [batch, world] = [number(context, TRAIN), context.world()];
  const sequence = number(context, context.part.command === 'sft_trainer' ? 'ulysses_sequence_parallel_size' : 'engine.ulysses_sequence_parallel_size');
  if (batch === null || world === null || sequence === null || sequence < 1) return [];
  const each = Math.floor((batch * sequence) / world);
  return behind(context, TRAIN, `= ${each} per rank`, `Samples per step and data-parallel rank: train_batch_size ${batch} / (${world} processes / ulysses ${sequence}) = ${each}`);
};

export const verlSftHints: readonly HintRule[] = [sftRanks];

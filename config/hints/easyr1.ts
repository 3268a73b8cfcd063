/** Numbers behind the values of an EasyR1 config. */
import type { HintRule } from '../check/context';
import { int, worldSize } from '../frameworks/easyr1/settings';
import { rolloutView } from '../rules/easyr1/vllm';
import { behind } from './behind';
import { possibleSizes, tokensPerImage } from './vision';

const samples: HintRule = (context) => {
  const [prompts, n] = [int(context, 'data.rollout_batch_size'), int(context, 'worker.rollout.n')];
  if (prompts === null || n === null) return [];
  return behind(context, 'data.rollout_batch_size', `= ${prompts * n} samples`, `Samples per step: rollout_batch_size ${prompts} prompts x worker.rollout.n ${n} = ${prompts * n}`);
};

const updates: HintRule = (context) => {
  const path = 'worker.actor.global_batch_size';
  const [prompts, global, n, world] = [int(context, 'data.rollout_batch_size'), int(context, path), int(context, 'worker.rollout.n'), worldSize(context)];
  if (global === null || global <= 0 || n === null) return [];
  const epochs = int(context, 'worker.actor.ppo_epochs') ?? 1;
  const size = `Samples per update: global_batch_size ${global} x worker.rollout.n ${n} = ${global * n}`;
  const perGpu = world === null ? '' : `, ${(global * n) / world} on each of ${world} GPUs`;
  const steps = prompts !== null && prompts % global === 0 ? `\nUpdates per step: rollout_batch_size ${prompts} / ${global} x ppo_epochs ${epochs} = ${(prompts / global) * epochs}` : '';
  const label = steps === '' ? `= ${global * n} samples` : `= ${global * n} samples, ${((prompts ?? 0) / global) * epochs} updates per step`;
  return behind(context, path, label, size + perGpu + steps);
};

const imageTokens: HintRule = (context) => tokensPerImage(context, rolloutView(context), ['data.max_pixels', 'data.min_pixels'], (path) => int(context, path));

const heads: HintRule = (context) => possibleSizes(context, rolloutView(context));

export const easyr1Hints: readonly HintRule[] = [samples, updates, imageTokens, heads];

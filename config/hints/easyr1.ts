/** Numbers behind the values of an EasyR1 config. */
import type { HintRule } from '../check/context';
import { int, text, worldSize } from '../frameworks/easyr1/settings';
import { rolloutView } from '../rules/easyr1/vllm';
import { divisors } from '../rules/vllm/rules';
import { factsOf, pixelsPerToken } from '../rules/vllm/view';
import { behind } from './behind';

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

const imageTokens: HintRule = async (context) => {
  const perToken = pixelsPerToken(await factsOf(rolloutView(context)));
  if (perToken === null) return [];
  return ['data.max_pixels', 'data.min_pixels'].flatMap((path) => {
    const pixels = int(context, path);
    return pixels === null ? [] : behind(context, path, `= ${Math.floor(pixels / perToken)} tokens`, `Tokens of an image of that size: ${pixels} pixels / ${perToken} pixels per token = ${Math.floor(pixels / perToken)}`);
  });
};

const heads: HintRule = async (context) => {
  const view = rolloutView(context);
  const count = (await factsOf(view))?.attentionHeads ?? null;
  if (count === null) return [];
  const possible = divisors(count).join(', ');
  return behind(context, view.tensorParallel.path, `of ${possible}`, `${text(context, 'worker.actor.model.model_path')} has ${count} attention heads; tensor parallel sizes that divide them: ${possible}`);
};

export const easyr1Hints: readonly HintRule[] = [samples, updates, imageTokens, heads];

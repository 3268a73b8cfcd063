/** What Open-Reasoner-Zero checks before it trains (`_validate_args`, `build_models`, `create_vllm_engines`), and what breaks at once. */
import { error } from '../../check/report';
import type { Finding } from '../../finding';
import { replaceNumber } from './fixes';
import { withView } from './view';

export const packingLength = withView((view) => {
  const [packing, prompt, reply] = [view.number('packing_max_len'), view.number('prompt_max_len'), view.number('generate_max_len')];
  if (packing === null || prompt === null || reply === null || packing >= prompt + reply) return [];
  const message = `packing_max_len is ${packing}, less than prompt_max_len + generate_max_len = ${prompt} + ${reply} = ${prompt + reply}; the start stops at an assertion.`;
  return [error('ORZ-PACKING-LENGTH', message, view.place('packing_max_len', 'generate_max_len', 'prompt_max_len'), replaceNumber(view, 'packing_max_len', prompt + reply))];
});

export const microBatch = withView((view) =>
  ['micro_train_batch_size', 'micro_forward_batch_size'].flatMap((name): Finding[] => {
    const size = view.number(name);
    if (size === null || size === 1) return [];
    return [error('ORZ-MICRO-BATCH', `${name} is ${size}; samples are packed, so it must be 1. The start stops at an assertion.`, view.place(name), replaceNumber(view, name, 1))];
  }),
);

export const reward = withView((view) => {
  const model = view.get('reward_pretrain');
  if (model.state === 'unknown' || model.value !== null || view.flag('use_compute_reward_fn') !== false) return [];
  return [error('ORZ-NO-REWARD', 'Neither a reward model (reward_pretrain) nor a reward function (use_compute_reward_fn) is set; the start stops at an assertion.', view.place('reward_pretrain', 'use_compute_reward_fn'))];
});

export const engines = withView((view) => {
  const count = view.number('vllm_num_engines');
  if (count === null || count > 0 || view.number('zero_stage') !== 3) return [];
  return [error('ORZ-NO-ENGINE', `vllm_num_engines is ${count}; ZeRO-3 needs at least one engine, the start stops at an assertion.`, view.place('vllm_num_engines', 'zero_stage'))];
});

export const tensorParallel = withView((view) => {
  const size = view.number('vllm_tensor_parallel_size');
  if (size === null || size <= 1 || view.flag('colocate_all') !== true) return [];
  return [error('ORZ-COLOCATE-TP', `vllm_tensor_parallel_size is ${size} while colocate_all is on; engines that share a GPU with the actor must be of one GPU. The start stops at an assertion.`, view.place('vllm_tensor_parallel_size', 'colocate_all'))];
});

/** Only ZeRO-3 can be moved to the CPU and back. */
export const offload = withView((view) => {
  const stage = view.number('zero_stage');
  if (stage === null || stage === 3) return [];
  if (view.flag('colocate_all') === true) {
    return [error('ORZ-OFFLOAD-ZERO', `zero_stage is ${stage} while colocate_all is on; models are moved to the CPU in between, which is written for ZeRO-3 only (NotImplementedError).`, view.place('zero_stage', 'colocate_all'), replaceNumber(view, 'zero_stage', 3))];
  }
  if (view.flag('update_ref_every_epoch') !== true) return [];
  return [error('ORZ-OFFLOAD-ZERO', `zero_stage is ${stage} while update_ref_every_epoch is on; at the end of the first episode the policy is moved between GPU and CPU, which is written for ZeRO-3 only (NotImplementedError).`, view.place('zero_stage', 'update_ref_every_epoch'), replaceNumber(view, 'zero_stage', 3))];
});

/** Divisors and moduli, and sizes of batches. */
const POSITIVE = ['rollout_batch_size', 'n_samples_per_prompt', 'train_batch_size', 'max_epochs', 'policy_update_steps'] as const;

export const positive = withView((view) => {
  const names: string[] = [...POSITIVE];
  if (view.text('critic_pretrain')) names.push('critic_update_steps');
  const found = names.flatMap((name): Finding[] => {
    const value = view.number(name);
    return value === null || value >= 1 ? [] : [error('ORZ-POSITIVE', `${name} is ${value}; it must be at least 1.`, view.place(name))];
  });
  const intervals = view.flag('enable_eval') === true ? ['save_interval', 'eval_interval'] : ['save_interval'];
  for (const name of intervals) if (view.number(name) === 0) found.push(error('ORZ-POSITIVE', `${name} is 0; the trainer divides the step by it (ZeroDivisionError).`, view.place(name)));
  return found;
});

/** The launch script that the examples of verl's pages change. */
import type { Example } from './page';

const OVERRIDES: Readonly<Record<string, string>> = {
  'algorithm.adv_estimator': 'grpo',
  'data.train_batch_size': '512',
  'actor_rollout_ref.model.path': 'models/base',
  'actor_rollout_ref.actor.ppo_mini_batch_size': '128',
  'actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu': '4',
  'actor_rollout_ref.actor.checkpoint.save_contents': `'["model","optimizer","extra","hf_model"]'`,
  'actor_rollout_ref.rollout.name': 'vllm',
  'actor_rollout_ref.rollout.n': '8',
  'actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu': '8',
  'trainer.logger': `'["console","tensorboard"]'`,
  'trainer.n_gpus_per_node': '8',
  'trainer.save_freq': '20',
};

/** Overrides to set, and to leave out (null). */
export type Changes = Readonly<Record<string, string | null>>;

export const overrides = (changes: Changes): string =>
  Object.entries({ ...OVERRIDES, ...changes })
    .flatMap(([key, value]) => (value === null ? [] : [` \\\n  ${key}=${value}`]))
    .join('');

/** A script that starts the PPO trainer. */
export const ppo = (changes: Changes = {}, beside?: Record<string, string>): Example => ({
  file: 'train.sh',
  text: `python3 -m verl.trainer.main_ppo${overrides(changes)}\n`,
  ...(beside ? { beside } : {}),
});

/** The same, handed to a Ray cluster with its working directory. */
export const rayJob = (changes: Changes, environment = ''): Example => ({
  file: 'train.sh',
  text: `${environment}ray job submit --address=http://head:8265 --working-dir . -- python3 -m verl.trainer.main_ppo${overrides(changes)}\n`,
});

/** `config.json` of Qwen2.5-VL-7B, as far as it matters. */
export const QWEN_VL = JSON.stringify({
  model_type: 'qwen2_5_vl',
  num_attention_heads: 28,
  num_key_value_heads: 4,
  max_position_embeddings: 128000,
  vision_config: { patch_size: 14, spatial_merge_size: 2 },
});

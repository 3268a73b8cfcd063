/**
 * The settings of Open-Vision-Reasoner (arXiv 2507.05255), by quantity, and the field that holds each quantity in a
 * trainer's config. Pages are those of the paper's PDF.
 */
import type { FrameworkId } from '../../frameworks/ids';

export interface Published {
  /** What the paper used; several where the schedule changes it. */
  values: readonly (number | string | boolean)[];
  /** As it is said to people. */
  text: string;
  /** Page of the paper. */
  page: string;
  fields: Partial<Record<FrameworkId, string>>;
}

export const COLD_START: readonly Published[] = [
  { values: [5], text: '5 epochs', page: '6', fields: { 'trl-sft': 'num_train_epochs', llamafactory: 'num_train_epochs', 'verl-sft': 'trainer.total_epochs', 'ms-swift': 'num_train_epochs' } },
  { values: [2e-4], text: 'a learning rate of 2e-4', page: '6', fields: { 'trl-sft': 'learning_rate', llamafactory: 'learning_rate', 'verl-sft': 'optim.lr', 'ms-swift': 'learning_rate' } },
  { values: [64_000, 65_536], text: 'sequences of 64k tokens', page: '6', fields: { 'trl-sft': 'max_length', llamafactory: 'cutoff_len', 'verl-sft': 'data.max_length', 'ms-swift': 'max_length' } },
];

export const REINFORCEMENT: readonly Published[] = [
  { values: [1], text: 'gamma 1', page: '6', fields: { verl: 'algorithm.gamma', easyr1: 'algorithm.gamma', openrlhf: 'algo.advantage.gamma' } },
  { values: [1], text: 'lambda 1', page: '6', fields: { verl: 'algorithm.lam', easyr1: 'algorithm.lam', openrlhf: 'algo.advantage.lambd' } },
  { values: [false], text: 'no KL loss', page: '22', fields: { verl: 'actor_rollout_ref.actor.use_kl_loss' } },
  { values: [false], text: 'no KL in the reward', page: '22', fields: { verl: 'algorithm.use_kl_in_reward' } },
  { values: [true], text: 'no KL', page: '22', fields: { easyr1: 'algorithm.disable_kl' } },
  { values: [0], text: 'no KL', page: '22', fields: { 'trl-grpo': 'beta', openrlhf: 'algo.kl.init_coef' } },
  { values: [1e-6], text: 'a policy learning rate of 1e-6', page: '22', fields: { verl: 'actor_rollout_ref.actor.optim.lr', easyr1: 'worker.actor.optim.lr', 'trl-grpo': 'learning_rate', openrlhf: 'actor.adam.lr' } },
  { values: [5e-6], text: 'a critic learning rate of 5e-6', page: '22', fields: { verl: 'critic.optim.lr', easyr1: 'worker.critic.optim.lr', openrlhf: 'critic.adam.lr' } },
  { values: [512], text: '512 prompts per iteration', page: '23', fields: { verl: 'data.train_batch_size', easyr1: 'data.rollout_batch_size' } },
  { values: [16], text: '16 samples per prompt', page: '23', fields: { verl: 'actor_rollout_ref.rollout.n', easyr1: 'worker.rollout.n', 'trl-grpo': 'num_generations', openrlhf: 'rollout.n_samples_per_prompt' } },
  { values: [1], text: 'temperature 1', page: '23', fields: { verl: 'actor_rollout_ref.rollout.temperature', easyr1: 'worker.rollout.temperature', 'trl-grpo': 'temperature', openrlhf: 'rollout.temperature' } },
  { values: [1], text: 'top-p 1', page: '23', fields: { verl: 'actor_rollout_ref.rollout.top_p', easyr1: 'worker.rollout.top_p', 'trl-grpo': 'top_p', openrlhf: 'rollout.top_p' } },
  { values: ['gae'], text: 'PPO with GAE', page: '5', fields: { verl: 'algorithm.adv_estimator', easyr1: 'algorithm.adv_estimator', openrlhf: 'algo.advantage.estimator' } },
];

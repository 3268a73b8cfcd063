/** Names that many rules ask for. */
export const TRAIN = 'data.train_batch_size';
export const ACTOR = 'actor_rollout_ref.actor';
export const REF = 'actor_rollout_ref.ref';
export const ROLLOUT = 'actor_rollout_ref.rollout';
export const N = 'actor_rollout_ref.rollout.n';
export const MODEL = 'actor_rollout_ref.model.path';
export const MEGATRON = 'actor_rollout_ref.actor.megatron';

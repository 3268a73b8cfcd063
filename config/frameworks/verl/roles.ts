/** Which roles of the PPO trainer a config starts, and on which engine. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { RuleContext } from '../../check/context';
import { bool, known, text } from './settings';

export const verlVersion = (context: RuleContext): string => context.versions.of('verl').version;

export const since = (context: RuleContext, version: string): boolean => compareVersions(verlVersion(context), version) >= 0;

/** The synchronous trainer's own checks; the asynchronous ones place their GPUs and batches otherwise. */
export const isSynchronous = (context: RuleContext): boolean => /^ppo_/.test(context.part.command);

/** FSDP or FSDP2; null while the strategy is not known. */
export function onFsdp(context: RuleContext, section: 'actor_rollout_ref.actor' | 'critic' = 'actor_rollout_ref.actor'): boolean | null {
  const strategy = text(context, `${section}.strategy`);
  return strategy === null ? null : strategy.startsWith('fsdp');
}

/** Null while it is not known. */
export function needsCritic(context: RuleContext): boolean | null {
  if (context.fields.has('critic.enable')) {
    const enable = known(context, 'critic.enable');
    if (enable === null) return null;
    if (enable.value !== null) return Boolean(enable.value);
  }
  const estimator = text(context, 'algorithm.adv_estimator');
  return estimator === null ? null : estimator === 'gae';
}

/** KL in the reward or in the loss needs the reference policy; null while it is not known. */
export function needsReference(context: RuleContext): boolean | null {
  const inReward = bool(context, 'algorithm.use_kl_in_reward');
  const inLoss = bool(context, 'actor_rollout_ref.actor.use_kl_loss');
  if (inReward === true || inLoss === true) return true;
  return inReward === false && inLoss === false ? false : null;
}

/** Estimators that compare the answers to one prompt with each other. */
export const GROUP_ESTIMATORS = ['grpo', 'grpo_passk', 'grpo_vectorized', 'gdpo', 'rloo', 'rloo_vectorized', 'opo', 'gpg', 'optimal_token_baseline', 'tir_optimal_token_baseline'];

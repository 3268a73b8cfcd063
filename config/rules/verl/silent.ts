/** Settings that verl takes and does not follow, and defaults that surprise. */
import type { Finding, RuleContext } from '../../check/context';
import { hint, information, warning } from '../../check/report';
import { headOf, isSet, placeOf, setting } from '../../check/settings';
import { isComplete, isComposed } from '../../frameworks/verl/composition';
import { GROUP_ESTIMATORS, isSynchronous } from '../../frameworks/verl/roles';
import { bool, known, number, text } from '../../frameworks/verl/settings';
import { setTo } from './divisible';
import { ACTOR, N } from './paths';

const ESTIMATOR = 'algorithm.adv_estimator';

/** `clip_ratio_low` and `clip_ratio_high` are never null, so they always win. */
export function deadClipRatio(context: RuleContext): Finding[] {
  const path = `${ACTOR}.clip_ratio`;
  const value = number(context, path);
  if (value === null || !isSet(context, path)) return [];
  const [low, high] = [`${ACTOR}.clip_ratio_low`, `${ACTOR}.clip_ratio_high`];
  if (isSet(context, low) || isSet(context, high)) return [];
  const [lowest, highest] = [number(context, low), number(context, high)];
  if (lowest === null || highest === null || (lowest === value && highest === value)) return [];
  return [warning('VERL-CLIP-RATIO-DEAD', `${path} ${value} has no effect: clip_ratio_low ${lowest} and clip_ratio_high ${highest} keep their defaults and win. Set those two.`, placeOf(context, path))];
}

/** The default estimator brings a critic along, whose own default model nobody means. */
export function defaultEstimator(context: RuleContext): Finding[] {
  if (!isComplete(context) || !isComposed(context) || !context.part.whole || !isSynchronous(context)) return [];
  if (isSet(context, ESTIMATOR) || known(context, ESTIMATOR)?.value !== 'gae') return [];
  if (isSet(context, 'critic.enable') || isSet(context, 'critic.model.path')) return [];
  const model = text(context, 'critic.model.path');
  const shown = model === null ? "the critic's default model" : `critic.model.path ${model}, its default`;
  return [warning('VERL-ADV-DEFAULT', `${ESTIMATOR} is not set; the default gae trains a critic on ${shown}. Set ${ESTIMATOR}=grpo, or critic.model.path.`, headOf(context))];
}

export function groupOfOne(context: RuleContext): Finding[] {
  const estimator = text(context, ESTIMATOR);
  if (estimator === null || !GROUP_ESTIMATORS.includes(estimator) || number(context, N) !== 1) return [];
  // Distillation learns from the teacher's tokens, one answer is enough.
  if (bool(context, 'distillation.enabled') === true) return [];
  return [warning('VERL-GROUP-N1', `${estimator} compares the answers to one prompt with each other, but rollout.n is 1: the advantage is no more than the raw reward. Set ${N} to 4 or more.`, placeOf(context, N, ESTIMATOR), setTo(context, N, 8))];
}

/** Coefficients without their switch, and both switches at once. */
export function deadKl(context: RuleContext): Finding[] {
  const [loss, reward] = [`${ACTOR}.use_kl_loss`, 'algorithm.use_kl_in_reward'];
  const found: Finding[] = [];
  const dead = (paths: string[], flag: string): void => {
    const set = paths.filter((path) => setting(context, path).entry && !isZero(context, path));
    if (set.length === 0 || bool(context, flag) !== false) return;
    found.push(warning('VERL-KL-DEAD-COEF', `${set.join(', ')} ${set.length > 1 ? 'have' : 'has'} no effect while ${flag} is false.`, placeOf(context, ...set)));
  };
  dead([`${ACTOR}.kl_loss_coef`, `${ACTOR}.kl_loss_type`], loss);
  dead(['kl_coef', 'type', 'horizon', 'target_kl'].map((name) => `algorithm.kl_ctrl.${name}`), reward);
  if (bool(context, loss) === true && bool(context, reward) === true && isSet(context, loss) && isSet(context, reward)) {
    found.push(information('VERL-KL-DEAD-COEF', 'KL counts twice: in the reward and in the loss. verl prints a notice and goes on; one of the two is usual.', placeOf(context, reward)));
  }
  return found;
}

/** Scripts that switch KL off often set its coefficient to 0 as well. */
const isZero = (context: RuleContext, path: string): boolean => number(context, path) === 0;

export function savingOff(context: RuleContext): Finding[] {
  const path = 'trainer.save_freq';
  const value = number(context, path);
  if (value === null || value > 0) return [];
  // A run that only evaluates has nothing to save.
  if (bool(context, 'trainer.val_only') === true) return [];
  return [warning('VERL-SAVE-OFF', `${path} is ${value}${isSet(context, path) ? '' : ', the default'}: no checkpoint is written, not even after the last step.`, isSet(context, path) ? placeOf(context, path) : headOf(context), setTo(context, path, 20))];
}

/** Weights in Hugging Face form are only saved when asked for. */
export function noHfWeights(context: RuleContext): Finding[] {
  if (!context.fields.has(`${ACTOR}.checkpoint.save_contents`)) return [];
  const path = `${ACTOR}.checkpoint.save_contents`;
  const contents = known(context, path)?.value;
  const saving = number(context, 'trainer.save_freq');
  if (!Array.isArray(contents) || contents.includes('hf_model') || saving === null || saving <= 0) return [];
  const message = `${path} has no hf_model: actor/huggingface will hold the config and the tokenizer only. Evaluation or a next stage needs verl.model_merger, or add hf_model.`;
  return [hint('VERL-NO-HF-WEIGHTS', message, placeOf(context, path, 'trainer.save_freq'))];
}

/** Settings that are right alone and wrong together. */
import type { Finding } from '../../finding';
import { entryOf } from '../../syntax/tree';
import { since } from '../../check/since';
import { effective, placeOf, type TrlContext } from './context';

type Rule = (context: TrlContext) => Finding[];

const error = (rule: Finding['rule'], message: string, range: Finding['range']): Finding => ({ rule, severity: 'error', message, range });

const grpoLimits: Rule = (context) => {
  if (context.trainer !== 'trl-grpo') return [];
  const found: Finding[] = [];
  const add = (message: string, key: string): void => void found.push(error('TRL-GRPO-LIMITS', message, placeOf(context, key)));
  const generations = effective(context, 'num_generations');
  const from = (version: string): boolean => since(context.context, 'trl', version);
  if (typeof generations === 'number' && generations < 2 && from('0.17.0')) add('GRPO compares completions of one prompt: num_generations must be at least 2.', 'num_generations');
  if (effective(context, 'auto_find_batch_size') === true && from('1.9.0')) add('auto_find_batch_size is not supported by GRPO: lower per_device_train_batch_size instead.', 'auto_find_batch_size');
  if (effective(context, 'sync_ref_model') === true && effective(context, 'beta') === 0 && from('0.28.0')) {
    add('sync_ref_model needs beta above 0: with 0 there is no reference model.', 'sync_ref_model');
  }
  const given = (key: string): boolean => typeof effective(context, key) === 'number';
  if (given('generation_batch_size') && given('steps_per_generation')) add('Set generation_batch_size or steps_per_generation, not both.', 'generation_batch_size');
  if (typeof effective(context, 'log_completions_hub_repo') === 'string' && effective(context, 'log_completions') === false && from('0.28.0')) {
    add('log_completions_hub_repo needs log_completions: true.', 'log_completions_hub_repo');
  }
  return [...found, ...rewardWeights(context)];
};

/** Only where the reward functions stand in this file: a script may bring its own. */
const rewardWeights: Rule = (context) => {
  const weights = entryOf(context.root, 'reward_weights')?.value;
  const functions = entryOf(context.root, 'reward_funcs')?.value;
  if (weights?.kind !== 'list' || functions?.kind !== 'list' || !weights.certain || !functions.certain || context.reader.kind === 'script') return [];
  const count = functions.items.length + (typeof effective(context, 'reward_model_name_or_path') === 'string' ? 1 : 0);
  if (weights.items.length === count) return [];
  return [error('TRL-GRPO-LIMITS', `${weights.items.length} reward_weights for ${count} reward functions; there must be one for each.`, placeOf(context, 'reward_weights'))];
};

const resume: Rule = (context) => {
  const value = effective(context, 'resume_from_checkpoint');
  if (context.reader.kind !== 'command' || value == null || value === false) return [];
  const message = `${context.trainer.replace('-', ' ')} does not pass resume_from_checkpoint on: training starts at step 1. Use an entry script that calls trainer.train(resume_from_checkpoint=...).`;
  return [{ rule: 'TRL-RESUME-IGNORED', severity: 'warning', message, range: placeOf(context, 'resume_from_checkpoint') }];
};

export const combinations: Rule[] = [grpoLimits, resume];

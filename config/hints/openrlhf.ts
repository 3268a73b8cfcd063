/** Figures behind the flags of an OpenRLHF command. */
import type { Hint, HintRule, RuleContext } from '../check/context';
import { modelFacts } from '../models/facts';
import { tensorParallelSizes } from '../models/tokens';
import { fieldName, flagsOf, otherVersion, valueAt } from '../frameworks/openrlhf/flags';

function behind(context: RuleContext, newest: string, label: string, tooltip: string): Hint[] {
  const name = fieldName(context, newest);
  const flag = flagsOf(context).findLast((each) => each.name === name);
  return flag?.entry.value.certain ? [{ at: flag.entry.value.range.end, label, tooltip }] : [];
}

const number = (context: RuleContext, name: string): number | null => {
  const value = valueAt(context, name);
  return typeof value === 'number' && value > 0 ? value : null;
};

/** Answers per step, and how often the weights change with them. */
const samples: HintRule = (context) => {
  if (context.part.command !== 'train_ppo_ray' || otherVersion(context)) return [];
  const [prompts, each, train, epochs] = ['rollout.batch_size', 'rollout.n_samples_per_prompt', 'train.batch_size', 'train.max_epochs'].map((name) => number(context, name));
  if (!prompts || !each) return [];
  const total = prompts * each;
  const lines = [`Samples per step: rollout.batch_size ${prompts} prompts x n_samples_per_prompt ${each} = ${total}`];
  const whole = train && epochs && total % train === 0;
  if (whole) lines.push(`Updates per step: ${total} / train.batch_size ${train} x max_epochs ${epochs} = ${(total / train) * epochs}`);
  const label = whole ? `= ${total} samples, ${(total / train) * epochs} ${(total / train) * epochs === 1 ? 'update' : 'updates'} per step` : `= ${total} samples`;
  return behind(context, 'rollout.batch_size', label, lines.join('\n'));
};

const heads: HintRule = async (context) => {
  if (context.part.command !== 'train_ppo_ray' || otherVersion(context)) return [];
  const model = valueAt(context, 'actor.model_name_or_path');
  const facts = typeof model === 'string' && model !== '' ? await modelFacts(context, model) : null;
  const sizes = facts ? tensorParallelSizes(facts) : [];
  if (!facts || sizes.length === 0) return [];
  return behind(context, 'vllm.tensor_parallel_size', `of ${sizes.join(', ')}`, `Divisors of ${facts.attentionHeads} attention heads (${facts.modelType}, ${facts.source})`);
};

export const openrlhfHints: readonly HintRule[] = [samples, heads];

/** Figures behind the values of a TRL config. */
import type { HintRule, RuleContext } from '../check/context';
import { boolAt, numberAt, setting, textAt } from '../check/settings';
import { rowsOf } from '../data/rows';
import { modelFacts } from '../models/facts';
import { tensorParallelSizes } from '../models/tokens';
import { generationBatch } from '../rules/trl/batch';
import { behind } from './behind';

const number = (value: number): string => value.toLocaleString('en');

interface Batch {
  samples: number;
  formula: string;
  world: number | null;
}

/** Samples of one optimizer step; of one process while their number is not known. */
function batchOf(context: RuleContext): Batch | null {
  const device = numberAt(context, 'per_device_train_batch_size');
  const accumulation = numberAt(context, 'gradient_accumulation_steps');
  if (!device || !accumulation || device < 0 || accumulation < 0) return null;
  const world = context.world();
  const formula = `per_device_train_batch_size ${device} x gradient_accumulation_steps ${accumulation}${world === null ? '' : ` x ${world} processes`}`;
  return { samples: device * accumulation * (world ?? 1), formula, world };
}

const BATCH = ['gradient_accumulation_steps', 'per_device_train_batch_size'];

/** The field that the figure belongs to: the first that the file sets. */
const first = (context: RuleContext, keys: readonly string[]): string => keys.find((key) => setting(context, key).entry) ?? keys[0] ?? '';

const effectiveBatch: HintRule = (context) => {
  const batch = batchOf(context);
  if (!batch) return [];
  const what = context.framework === 'trl-grpo' ? 'completions' : 'samples';
  const each = batch.world === null ? ' and process' : '';
  const unknown = batch.world === null ? '; times the number of processes, which is not known here' : '';
  return behind(context, first(context, BATCH), `= ${number(batch.samples)} ${what} per update${each}`, `${batch.formula} = ${number(batch.samples)}${unknown}`);
};

/** GRPO: prompts behind one round of completions, and the updates made with it. */
const promptsPerRound: HintRule = (context) => {
  if (context.framework !== 'trl-grpo') return [];
  const round = generationBatch(context);
  const generations = numberAt(context, 'num_generations');
  const update = batchOf(context);
  if (!round || !generations || round.size % generations !== 0) return [];
  const prompts = round.size / generations;
  const iterations = numberAt(context, 'num_iterations');
  const updates = update && update.world !== null && iterations !== null ? (round.size / update.samples) * iterations : null;
  const lines = [`Prompts per round: ${round.formula} / num_generations ${generations} = ${number(prompts)}`];
  if (updates !== null) lines.push(`Updates per round: ${number(round.size)} / ${number(update?.samples ?? 1)} x num_iterations ${iterations} = ${number(updates)}`);
  const suffix = updates === null ? '' : `, ${number(updates)} ${updates === 1 ? 'update' : 'updates'} per round`;
  return behind(context, 'num_generations', `= ${number(prompts)} ${prompts === 1 ? 'prompt' : 'prompts'}${suffix}`, lines.join('\n'));
};

/** Only for data that lies here and whose rows are counted. */
const stepsPerEpoch: HintRule = async (context) => {
  const name = textAt(context, 'dataset_name');
  const batch = batchOf(context);
  const rows = name === null || !batch || batch.world === null ? null : await rowsOf(context.files, context.stage?.pipelineUri ?? context.uri, name);
  if (!batch || rows === null || (context.framework === 'trl-sft' && boolAt(context, 'packing') !== false)) return [];
  // Of GRPO every prompt takes num_generations of the batch's places.
  const repeats = context.framework === 'trl-grpo' ? numberAt(context, 'num_generations') : 1;
  if (!repeats) return [];
  const steps = Math.ceil((rows * repeats) / batch.samples);
  const product = repeats === 1 ? `${number(rows)} rows` : `${number(rows)} rows x num_generations ${repeats}`;
  return behind(context, first(context, ['num_train_epochs', 'dataset_name']), `= ${number(steps)} updates per epoch`, `${product} / ${number(batch.samples)} per update = ${number(steps)}`);
};

const tensorParallel: HintRule = async (context) => {
  const model = textAt(context, 'model_name_or_path');
  const facts = model && setting(context, 'vllm_tensor_parallel_size').entry ? await modelFacts(context, model) : null;
  const sizes = facts ? tensorParallelSizes(facts) : [];
  return facts && sizes.length > 0 ? behind(context, 'vllm_tensor_parallel_size', `of ${sizes.join(', ')}`, `Divisors of ${facts.attentionHeads} attention heads (${facts.modelType}, ${facts.source})`) : [];
};

export const trlHints: readonly HintRule[] = [effectiveBatch, promptsPerRound, stepsPerEpoch, tensorParallel];

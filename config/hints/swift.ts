/** Figures behind the values of an ms-swift config. */
import type { HintRule } from '../check/context';
import { numberAt, setting, textAt } from '../check/settings';
import { modelFacts } from '../models/facts';
import { imageTokens, pixelsPerToken, tensorParallelSizes } from '../models/tokens';
import { behind } from './behind';

const effectiveBatch: HintRule = (context) => {
  const [device, steps] = [numberAt(context, 'per_device_train_batch_size'), numberAt(context, 'gradient_accumulation_steps')];
  if (!device || !steps || device < 0 || steps < 0) return [];
  const world = context.world();
  const formula = `per_device_train_batch_size ${device} x gradient_accumulation_steps ${steps}`;
  if (world === null) return behind(context, 'gradient_accumulation_steps', `= ${device * steps} samples per process`, `${formula} = ${device * steps}; times the number of processes, which is not known here.`);
  return behind(context, 'gradient_accumulation_steps', `= ${device * steps * world} samples per update`, `${formula} x ${world} processes = ${device * steps * world}`);
};

/** Prompts and completions of one generation. */
const generation: HintRule = (context) => {
  if (setting(context, 'rlhf_type').value !== 'grpo') return [];
  const [device, each, world] = [numberAt(context, 'per_device_train_batch_size'), numberAt(context, 'num_generations'), context.world()];
  const steps = numberAt(context, 'steps_per_generation') ?? numberAt(context, 'gradient_accumulation_steps') ?? 1;
  const given = numberAt(context, 'generation_batch_size');
  const total = given ?? (device !== null && world !== null ? device * world * steps : null);
  if (!each || total === null || total % each !== 0) return [];
  const formula = given === null ? `${device} per device x ${world} processes x ${steps} steps per generation = ${total} completions` : `generation_batch_size ${total} completions`;
  return behind(context, 'num_generations', `= ${total / each} prompts per generation`, `${formula}; / num_generations ${each} = ${total / each} prompts`);
};

const tokensPerImage: HintRule = async (context) => {
  const model = textAt(context, 'model');
  const pixels = numberAt(context, 'max_pixels');
  const facts = model && pixels !== null && setting(context, 'max_pixels').entry ? await modelFacts(context, model) : null;
  const tokens = facts && pixels !== null ? imageTokens(facts, pixels) : null;
  if (!facts || tokens === null || pixels === null) return [];
  return behind(context, 'max_pixels', `<= ${tokens} tokens per image`, `${pixels} pixels / ${pixelsPerToken(facts)} pixels per token = ${tokens} (${facts.modelType}, ${facts.source})`);
};

const heads: HintRule = async (context) => {
  const model = textAt(context, 'model');
  const facts = model && setting(context, 'vllm_tensor_parallel_size').entry ? await modelFacts(context, model) : null;
  const sizes = facts ? tensorParallelSizes(facts) : [];
  return facts && sizes.length > 0 ? behind(context, 'vllm_tensor_parallel_size', `of ${sizes.join(', ')}`, `Divisors of ${facts.attentionHeads} attention heads (${facts.modelType}, ${facts.source})`) : [];
};

export const swiftHints: readonly HintRule[] = [effectiveBatch, generation, tokensPerImage, heads];

/** verl's names for what the rollout engine checks, and its limit on the context. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { isSynchronous } from '../../frameworks/verl/roles';
import { number, text } from '../../frameworks/verl/settings';
import { vllmFindings } from '../vllm/rules';
import { factsOf, type RolloutView, type Setting } from '../vllm/view';
import { setTo } from './divisible';
import { MODEL, ROLLOUT } from './paths';

const LENGTH = `${ROLLOUT}.max_model_len`;

export function rolloutView(context: RuleContext): RolloutView {
  const at = (path: string): Setting => ({ path, value: number(context, path) });
  return {
    context,
    model: { path: MODEL, name: text(context, MODEL) },
    tensorParallel: at(`${ROLLOUT}.tensor_model_parallel_size`),
    maxModelLen: at(LENGTH),
    promptLength: at('data.max_prompt_length'),
    maxPixels: at('data.mm_processor_kwargs.max_pixels'),
    memory: at(`${ROLLOUT}.gpu_memory_utilization`),
    colocated: isSynchronous(context),
  };
}

export const vllm: readonly Rule[] = [(context) => vllmFindings(rolloutView(context))];

export async function maxModelLength(context: RuleContext): Promise<Finding[]> {
  const length = number(context, LENGTH);
  if (length === null) return [];
  const [prompt, response] = [number(context, 'data.max_prompt_length'), number(context, 'data.max_response_length')];
  if (prompt !== null && response !== null && length < prompt + response) {
    const message = `${LENGTH} ${length} is less than max_prompt_length ${prompt} + max_response_length ${response} = ${prompt + response}: answers to long prompts are cut short, or fail when no room is left.`;
    return [warning('VERL-MAX-MODEL-LEN', message, placeOf(context, LENGTH), setTo(context, LENGTH, prompt + response))];
  }
  const view = rolloutView(context);
  const positions = (await factsOf(view))?.maxPositions ?? null;
  if (positions === null || length <= positions) return [];
  return [warning('VERL-MAX-MODEL-LEN', `${LENGTH} ${length} is above max_position_embeddings ${positions} of ${view.model.name}; the rollout server stops when it starts.`, placeOf(context, LENGTH), setTo(context, LENGTH, positions))];
}

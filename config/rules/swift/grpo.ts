/** GRPO of ms-swift: batches, vLLM and lengths (swift/arguments/rlhf_args.py, swift/rlhf_trainers/args_mixin.py). */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, information, warning } from '../../check/report';
import { numberAt, placeOf, setting } from '../../check/settings';
import { processesOf } from '../../frameworks/ms-swift/environment';
import { evaluationStrategy } from '../../frameworks/ms-swift/evaluation';

export const isGrpo = (context: RuleContext): boolean => context.part.command === 'rlhf' && setting(context, 'rlhf_type').value === 'grpo';

/** Written as a number; undefined where it is not given, null where it is not known. */
function given(context: RuleContext, key: string): number | null | undefined {
  const { state, value } = setting(context, key);
  if (state === 'unknown') return null;
  return typeof value === 'number' ? value : undefined;
}

export const groupBatches: Rule = (context) => {
  if (!isGrpo(context)) return [];
  const device = numberAt(context, 'per_device_train_batch_size');
  const generations = numberAt(context, 'num_generations');
  const [generation, steps] = [given(context, 'generation_batch_size'), given(context, 'steps_per_generation')];
  if (device === null || generations === null || generation === null || steps === null) return [];
  const world = processesOf(context);
  const found: Finding[] = [];
  const each = world === null ? device : device * world;
  const of = `per_device_train_batch_size ${device}${world === null ? '' : ` x ${world} processes`}`;
  const place = placeOf(context, 'generation_batch_size', 'num_generations', 'per_device_train_batch_size');
  if (generation !== undefined && steps !== undefined) {
    if (world === null ? generation % (each * steps) !== 0 : generation !== each * steps) {
      return [error('SW-GRPO-BATCH', `generation_batch_size ${generation} must be ${of} x steps_per_generation ${steps}${world === null ? ' x the processes' : ` = ${each * steps}`}. Give only one of the two.`, place)];
    }
  } else if (generation !== undefined && generation % each !== 0) {
    found.push(error('SW-GRPO-BATCH', `generation_batch_size ${generation} is no multiple of ${of}${world === null ? '' : ` = ${each}`}.`, place));
  }
  const total = generation ?? (world === null ? null : totalOf(context, each, steps));
  if (generations > 1 && total !== null && total % generations !== 0) found.push(error('SW-GRPO-BATCH', `${total} completions per generation (${describe(generation, of, steps, context)}) are not divisible by num_generations ${generations}.`, placeOf(context, 'num_generations', 'generation_batch_size', 'per_device_train_batch_size')));
  return [...found, ...evaluation(context, generations, world)];
};

/** Without either field as many steps as gradients are summed over, which GRPO sets to 1. */
function totalOf(context: RuleContext, each: number, steps: number | undefined): number | null {
  if (steps !== undefined) return each * steps;
  const accumulation = given(context, 'gradient_accumulation_steps');
  return accumulation === null ? null : each * (accumulation ?? 1);
}

const describe = (generation: number | undefined, of: string, steps: number | undefined, context: RuleContext): string => {
  if (generation !== undefined) return 'generation_batch_size';
  return `${of} x ${steps === undefined ? `gradient_accumulation_steps ${given(context, 'gradient_accumulation_steps') ?? 1}` : `steps_per_generation ${steps}`}`;
};

function evaluation(context: RuleContext, generations: number, world: number | null): Finding[] {
  const evaluates = evaluationStrategy(context) === 'steps' || evaluationStrategy(context) === 'epoch';
  const [device, own] = [numberAt(context, 'per_device_eval_batch_size'), given(context, 'num_generations_eval')];
  if (!evaluates || device === null || world === null || own === null || generations <= 1 ) return [];
  const wanted = own ?? generations;
  if ((device * world) % wanted === 0) return [];
  return [error('SW-GRPO-BATCH', `per_device_eval_batch_size ${device} x ${world} processes = ${device * world} is not divisible by ${own === undefined ? 'num_generations' : 'num_generations_eval'} ${wanted}.`, placeOf(context, 'per_device_eval_batch_size', 'num_generations_eval', 'num_generations'))];
}

export const vllmMode: Rule = (context) => {
  const type = setting(context, 'rlhf_type').value;
  if (context.part.command !== 'rlhf' || (type !== 'grpo' && type !== 'gkd')) return [];
  // Older versions chose the mode themselves.
  if (context.fields.get('vllm_mode')?.default !== null) return [];
  const [uses, mode, asynchronous] = ['use_vllm', 'vllm_mode', 'async_generate'].map((key) => setting(context, key).value);
  const found: Finding[] = [];
  if (uses === true && mode === null) found.push(error('SW-GRPO-VLLM-MODE', 'use_vllm needs a vllm_mode: colocate, or server with the address of `swift rollout`.', placeOf(context, 'use_vllm')));
  if (uses === false && typeof mode === 'string') found.push(error('SW-GRPO-VLLM-MODE', `vllm_mode ${mode} without use_vllm: true; ms-swift stops on it.`, placeOf(context, 'vllm_mode')));
  if (asynchronous === true && mode !== undefined && mode !== 'server') found.push(error('SW-GRPO-VLLM-MODE', `async_generate needs vllm_mode server, not ${String(mode)}.`, placeOf(context, 'async_generate', 'vllm_mode')));
  if (uses === true && mode === 'server' && ['vllm_server_host', 'vllm_server_base_url'].every((key) => setting(context, key).value === null)) {
    found.push(error('SW-GRPO-VLLM-MODE', 'vllm_mode server needs vllm_server_host or vllm_server_base_url.', placeOf(context, 'vllm_mode')));
  }
  const [world, tensor] = [processesOf(context), numberAt(context, 'vllm_tensor_parallel_size')];
  if (uses === true && mode === 'colocate' && world !== null && tensor !== null && tensor > 0 && world % tensor !== 0) {
    found.push(error('SW-GRPO-VLLM-MODE', `vllm_tensor_parallel_size ${tensor} must divide the ${world} processes.`, placeOf(context, 'vllm_tensor_parallel_size')));
  }
  return found;
};

export const lengths: Rule = (context) => {
  if (!isGrpo(context)) return [];
  const found: Finding[] = [];
  const truncation = setting(context, 'truncation_strategy').value;
  if (typeof truncation === 'string' && (truncation === 'right' || truncation === 'split')) {
    found.push(error('SW-GRPO-LENGTHS', `GRPO takes truncation_strategy left or delete, not ${truncation}.`, placeOf(context, 'truncation_strategy')));
  }
  const [window, prompt, answer] = ['vllm_max_model_len', 'max_length', 'max_completion_length'].map((key) => given(context, key));
  const counts = setting(context, 'use_vllm').value === true && setting(context, 'vllm_mode').value === 'colocate';
  if (counts && window != null && prompt != null && answer != null && window < prompt + answer) {
    const place = placeOf(context, 'vllm_max_model_len');
    found.push(
      window < prompt
        ? warning('SW-GRPO-LENGTHS', `vllm_max_model_len ${window} is below max_length ${prompt}: a prompt between the two stops the run in the middle ("The decoder prompt is longer than the maximum model length").`, place)
        : information('SW-GRPO-LENGTHS', `vllm_max_model_len ${window} is below max_length ${prompt} + max_completion_length ${answer} = ${prompt + answer}: max_length is for the prompt alone, so answers to long prompts are cut.`, place),
    );
  }
  return found;
};

/** EasyR1's names for what vLLM checks. */
import type { Rule, RuleContext } from '../../check/context';
import { int, known, text } from '../../frameworks/easyr1/settings';
import { vllmFindings } from '../vllm/rules';
import type { RolloutView, Setting } from '../vllm/view';

export function rolloutView(context: RuleContext): RolloutView {
  const at = (path: string): Setting => ({ path, value: int(context, path) });
  const own = known(context, 'worker.rollout.max_model_len');
  const [prompt, response] = [int(context, 'data.max_prompt_length'), int(context, 'data.max_response_length')];
  // Without a value of its own it is made for the longest prompt and answer.
  const maxModelLen: Setting =
    own?.value === null && prompt !== null && response !== null
      ? { path: 'data.max_prompt_length', value: prompt + response }
      : at('worker.rollout.max_model_len');
  return {
    context,
    model: { path: 'worker.actor.model.model_path', name: text(context, 'worker.actor.model.model_path') },
    tensorParallel: at('worker.rollout.tensor_parallel_size'),
    maxModelLen,
    promptLength: at('data.max_prompt_length'),
    maxPixels: at('data.max_pixels'),
    memory: at('worker.rollout.gpu_memory_utilization'),
    colocated: true,
  };
}

export const vllm: readonly Rule[] = [(context) => vllmFindings(rolloutView(context))];

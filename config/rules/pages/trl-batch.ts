/** Pages of the rules about TRL's batches, which need the number of processes. */
import { GRPO, pages, stageUsing } from './page';

/** The stage's target has this many GPUs. */
const onGpus = (config: string, gpus: number): Record<string, string> => ({
  'reasoner.yaml': stageUsing('trl-grpo', config).replace('kind: local', `kind: local, gpus: ${gpus}`),
});
const nowhere = (config: string): Record<string, string> => ({ 'reasoner.yaml': stageUsing('trl-grpo', config) });

export const trlBatchRules = pages({
  'TRL-GENERATION-DIV': {
    title: 'The generation batch does not hold whole groups',
    severity: 'error',
    what: 'GRPO generates per_device_train_batch_size x processes x steps_per_generation completions at a time (or generation_batch_size); the number must be divisible by num_generations, because every prompt needs all of its completions in one batch.',
    why: 'The config class refuses it at start, after the job has waited for its GPUs.',
    fails: { file: 'rl.yaml', text: `${GRPO}per_device_train_batch_size: 3\n`, beside: onGpus('rl.yaml', 4) },
    mended: { file: 'rl.yaml', text: `${GRPO}per_device_train_batch_size: 4\n`, beside: onGpus('rl.yaml', 4) },
    unknown: { file: 'rl.yaml', text: `${GRPO}per_device_train_batch_size: 3\n`, beside: nowhere('rl.yaml') },
    source: 'trl 1.13.0 trl/trainer/grpo_config.py `__post_init__`; huggingface/trl#2858, #2876, #3061',
  },
  'TRL-EVAL-DIV': {
    title: 'The evaluation batch does not hold whole groups',
    severity: 'error',
    what: 'With evaluation on, per_device_eval_batch_size x processes must be divisible by num_generations_eval, or by num_generations where that is not set.',
    why: 'The config class refuses it at start.',
    fails: { file: 'rl.yaml', text: `${GRPO}eval_strategy: steps\nper_device_eval_batch_size: 3\n`, beside: onGpus('rl.yaml', 4) },
    mended: { file: 'rl.yaml', text: `${GRPO}eval_strategy: steps\nper_device_eval_batch_size: 4\n`, beside: onGpus('rl.yaml', 4) },
    unknown: { file: 'rl.yaml', text: `${GRPO}eval_strategy: steps\nper_device_eval_batch_size: 3\n`, beside: nowhere('rl.yaml') },
    source: 'trl 1.13.0 trl/trainer/grpo_config.py `__post_init__`',
  },
  'TRL-VLLM-TP': {
    title: 'vLLM groups do not divide the processes',
    severity: 'error',
    what: 'With vLLM colocated, vllm_tensor_parallel_size must divide the number of training processes.',
    why: 'The trainer stops after the model is loaded.',
    fails: { file: 'rl.yaml', text: `${GRPO}use_vllm: true\nvllm_tensor_parallel_size: 3\n`, beside: onGpus('rl.yaml', 8) },
    mended: { file: 'rl.yaml', text: `${GRPO}use_vllm: true\nvllm_tensor_parallel_size: 4\n`, beside: onGpus('rl.yaml', 8) },
    unknown: { file: 'rl.yaml', text: `${GRPO}use_vllm: true\nvllm_tensor_parallel_size: 3\n`, beside: nowhere('rl.yaml') },
    source: 'trl 1.13.0 trl/generation/vllm_generation.py',
  },
});

/** What vLLM refuses, whichever framework rolls out with it. */
import { pages } from './page';
import { ppo, QWEN_VL } from './verl-example';

const VL = { 'models/vl/config.json': QWEN_VL };
const easy = (rollout: string, beside: Record<string, string> = VL): { file: string; text: string; beside: Record<string, string> } => ({
  file: 'grpo.yaml',
  text: `data:\n  max_prompt_length: 16384\n  max_pixels: 4194304\nworker:\n  actor:\n    model: { model_path: models/vl }\n  rollout:\n    ${rollout}\n`,
  beside,
});

export const vllmRules = pages({
  'VLLM-HEADS-TP': {
    title: 'Tensor parallel size does not divide the attention heads',
    severity: 'warning',
    what: 'The number of attention heads of the model (from its config.json, or a table of common models) is no multiple of the tensor parallel size of the rollout. Qwen2.5-VL-7B has 28 heads: 1, 2, 4, 7, 14, 28.',
    why: 'vLLM stops when it starts, after the trainer loaded its model: "Total number of attention heads must be divisible by tensor parallel size".',
    fails: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'actor_rollout_ref.rollout.tensor_model_parallel_size': '8' }, VL),
    mended: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'actor_rollout_ref.rollout.tensor_model_parallel_size': '4' }, VL),
    unknown: ppo({ 'actor_rollout_ref.rollout.tensor_model_parallel_size': '8' }),
    source: 'vllm vllm/config ModelConfig.verify_with_parallel_config',
  },
  'VLLM-MAXLEN-MM': {
    title: 'One image is longer than the context of the rollout engine',
    severity: 'warning',
    what: 'The tokens of the largest image that the data hands on reach the maximum model length of the rollout, which has to hold prompt and answer.',
    why: 'vLLM refuses such a prompt: "longer than the maximum model length".',
    fails: easy('max_model_len: 4096'),
    mended: easy('max_model_len: 20480'),
    unknown: easy('max_model_len: 4096', {}),
    source: 'vllm-project/vllm issue 12165; hiyouga/EasyR1 verl/workers/rollout/vllm_rollout_spmd.py',
  },
  'VLLM-MEM-UTIL': {
    title: "vLLM's share of the GPU memory",
    severity: 'warning',
    what: '`gpu_memory_utilization` is no share between 0 and 1, is below 0.1, or is above 0.9 while the trainer lives on the same GPUs.',
    why: 'Out of range: vLLM stops. Too low: "No available memory for the cache blocks". Too high: the trainer runs out of memory.',
    fails: ppo({ 'actor_rollout_ref.rollout.gpu_memory_utilization': '0.95' }),
    mended: ppo({ 'actor_rollout_ref.rollout.gpu_memory_utilization': '0.6' }),
    unknown: ppo({ 'actor_rollout_ref.rollout.gpu_memory_utilization': '$1' }),
    source: 'vllm vllm/config CacheConfig; huggingface/trl issues 2688, 2927; vllm-project/vllm issue 7028',
  },
});

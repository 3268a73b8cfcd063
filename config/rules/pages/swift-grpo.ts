/** Rules about GRPO with ms-swift. */
import { type Example, pages } from './page';

const V = '# reasoner: ms-swift@4.5.3\n';
const GRPO = 'model: Qwen/Qwen2.5-VL-7B-Instruct\nrlhf_type: grpo\ndataset: [d]\nreward_funcs: [accuracy]\nENV: {NPROC_PER_NODE: 4}\n';
const yaml = (more: string): Example => ({ file: 'grpo.yaml', text: V + GRPO + more });
const command = (flags: string): Example => ({ file: 'train.sh', text: `#!/bin/bash\n${V}NPROC_PER_NODE=$GPUS swift rlhf --rlhf_type grpo --model m --dataset d --reward_funcs accuracy ${flags}\n` });

const args = 'ms-swift swift/rlhf_trainers/args_mixin.py _init_generation_batch_params';

export const swiftGrpoPages = pages({
  'SW-GRPO-BATCH': {
    title: 'Generation batch and groups do not fit',
    severity: 'error',
    what: '`generation_batch_size` must be a multiple of `per_device_train_batch_size` x processes (and their product with `steps_per_generation`, where both are given), and hold whole groups of `num_generations`; the evaluation batch likewise, with `num_generations_eval`.',
    why: 'The argument class raises.',
    fails: yaml('per_device_train_batch_size: 2\nnum_generations: 3\n'),
    mended: yaml('per_device_train_batch_size: 2\nnum_generations: 4\n'),
    unknown: command('--per_device_train_batch_size 2 --num_generations 3'),
    source: args,
  },
  'SW-GRPO-VLLM-MODE': {
    title: 'use_vllm and vllm_mode do not fit',
    severity: 'error',
    what: '`use_vllm: true` without `vllm_mode`, `vllm_mode` without `use_vllm`, `async_generate` without the server mode, server mode without an address, or colocated with a `vllm_tensor_parallel_size` that does not divide the processes.',
    why: 'The argument class or the trainer raises.',
    fails: yaml('per_device_train_batch_size: 2\nuse_vllm: true\n'),
    mended: yaml('per_device_train_batch_size: 2\nuse_vllm: true\nvllm_mode: colocate\n'),
    unknown: command('--use_vllm true --vllm_mode $MODE'),
    source: 'ms-swift swift/arguments/rlhf_args.py _init_rollout; swift/rlhf_trainers/rollout_mixin.py',
  },
  'SW-GRPO-LENGTHS': {
    title: 'Lengths of prompt, answer and vLLM window',
    severity: 'error or warning',
    what: '`max_length` counts the prompt alone, so `vllm_max_model_len` should hold `max_length` + `max_completion_length`: a warning where it is below `max_length`, else an information. `truncation_strategy` must be left or delete.',
    why: 'A long prompt stops the run in the middle with "The decoder prompt is longer than the maximum model length". Other truncation strategies are refused at start.',
    fails: yaml('per_device_train_batch_size: 2\nuse_vllm: true\nvllm_mode: colocate\nmax_length: 4096\nmax_completion_length: 2048\nvllm_max_model_len: 2048\n'),
    mended: yaml('per_device_train_batch_size: 2\nuse_vllm: true\nvllm_mode: colocate\nmax_length: 4096\nmax_completion_length: 2048\nvllm_max_model_len: 6144\n'),
    unknown: command('--use_vllm true --vllm_mode colocate --max_length $LENGTH --max_completion_length 2048 --vllm_max_model_len 4096'),
    source: 'modelscope/ms-swift#3956, #5948, #5850; ms-swift swift/arguments/rlhf_args.py _init_grpo',
  },
});

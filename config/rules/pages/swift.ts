/** Rules about ms-swift's configs and commands. */
import { type Example, pages } from './page';

const V = '# reasoner: ms-swift@4.5.3\n';
const SFT = 'model: Qwen/Qwen2.5-VL-7B-Instruct\ntuner_type: lora\ndataset: [d]\n';
const yaml = (more: string, head = SFT): Example => ({ file: 'sft.yaml', text: V + head + more });
const command = (flags: string, setup = ''): Example => ({ file: 'train.sh', text: `#!/bin/bash\n${V}${setup}swift sft --model Qwen/Qwen2.5-VL-7B-Instruct --dataset d ${flags}\n` });

const cli = 'ms-swift swift/cli/main.py parse_yaml_args';

export const swiftPages = pages({
  'SW-YAML-LIST-TYPE': {
    title: 'A list of numbers in an ms-swift file',
    severity: 'error',
    what: 'An item of a list in the file is a number, a boolean or null.',
    why: 'The reader puts the items into a command line as they are, and joining it stops with "expected str instance".',
    fails: yaml('interleave_prob: [0.5, 0.5]\n'),
    mended: yaml('interleave_prob: ["0.5", "0.5"]\n'),
    unknown: command('--interleave_prob $A $B'),
    source: `${cli} (3.5 to 4.6)`,
  },
  'SW-YAML-NULL': {
    title: 'null in an ms-swift file',
    severity: 'error or warning',
    what: 'A key is null. It becomes the word `None` on the command line: refused for a number, a boolean or a choice, a path or a name of that spelling for a text. Choices that name None understand it.',
    why: 'The run stops on it, or takes None for a name.',
    fails: yaml('resume_from_checkpoint: null\n'),
    mended: yaml('truncation_strategy: null\n'),
    unknown: command('--resume_from_checkpoint $LAST'),
    source: `${cli} (3.5 to 4.6)`,
  },
  'SW-UNKNOWN-KEY': {
    title: 'A key that ms-swift does not have',
    severity: 'error or warning',
    what: 'A key or flag that the command of this version does not take, and `ignore_args_error` is not true. `train_type` is `tuner_type` from 4.1 on. The beginning of a name counts, where only one name begins like it. A warning where nobody told the version and another one has the key.',
    why: 'ms-swift stops with "remaining_argv".',
    fails: yaml('lora_rankk: 8\n'),
    mended: yaml('lora_rank: 8\n'),
    unknown: yaml('ignore_args_error: true\nlora_rankk: 8\n'),
    source: 'ms-swift swift/pipelines/base.py SwiftPipeline._parse_args (3.5 to 4.6)',
  },
  'SW-WRONG-TYPE': {
    title: 'A value that ms-swift does not take',
    severity: 'error or warning',
    what: 'A value that the argument parser cannot convert, that is none of the choices, or several values for a field that takes one. Unquoted `no` is a boolean in YAML.',
    why: 'argparse stops, or transformers does when it looks the word up.',
    fails: yaml('per_device_train_batch_size: 1.5\n'),
    mended: yaml('per_device_train_batch_size: 2\n'),
    unknown: command('--per_device_train_batch_size $BATCH'),
    source: 'transformers src/transformers/hf_argparser.py; ms-swift swift/arguments',
  },
  'SW-PACKING-ATTN': {
    title: 'Packing without flash attention, and other pairs that exclude each other',
    severity: 'error',
    what: '`packing` or `padding_free` with an `attn_impl` that is no flash attention; `packing` or `streaming` with `lazy_tokenize`; `fsdp` with `deepspeed`.',
    why: 'The argument class raises.',
    fails: yaml('packing: true\nattn_impl: sdpa\n'),
    mended: yaml('packing: true\nattn_impl: flash_attn\n'),
    unknown: command('--packing true --attn_impl $ATTENTION'),
    source: 'ms-swift swift/arguments/sft_args.py _check_padding_free, _init_fsdp; swift/arguments/base_args/base_args.py',
  },
  'SW-VALIDATE': {
    title: "What ms-swift's argument classes refuse",
    severity: 'error',
    what: 'No model or no data set, a reference model where none is taken, a cached data set or groups of one with GRPO, `soft_overlong` without its length.',
    why: 'The argument class raises before anything is loaded.',
    fails: yaml('', 'model: Qwen/Qwen2.5-VL-7B-Instruct\ntuner_type: lora\n'),
    mended: yaml(''),
    unknown: command('$MORE', 'MORE=$1\n'),
    source: 'ms-swift swift/arguments/sft_args.py, swift/arguments/rlhf_args.py',
  },
  'SW-NPROC': {
    title: 'Several GPUs, one process',
    severity: 'error',
    what: 'More than one GPU is visible, `NPROC_PER_NODE` is not set, and `deepspeed`, `fsdp` or GRPO with vLLM is asked for; or the GPUs do not divide among the processes.',
    why: 'ms-swift would spread the model over the GPUs (device_map) and stops.',
    fails: command('--deepspeed zero2', 'export CUDA_VISIBLE_DEVICES=0,1,2,3\n'),
    mended: command('--deepspeed zero2', 'export CUDA_VISIBLE_DEVICES=0,1,2,3\nexport NPROC_PER_NODE=4\n'),
    unknown: command('--deepspeed zero2'),
    source: 'ms-swift swift/arguments/sft_args.py _init_deepspeed; swift/utils/env.py is_mp (3.5 to 4.6)',
  },
  'SW-MIXED-MODALITY-HANG': {
    title: 'Rows with and without images under ZeRO-3',
    severity: 'warning',
    what: 'Qwen2.5-VL, `freeze_vit` or `freeze_aligner` false, ZeRO-3, and local data sets whose rows partly have images.',
    why: 'Processes whose batch has no image skip the vision tower, and the others wait for them until NCCL gives up.',
    fails: { ...yaml('freeze_vit: false\ndeepspeed: zero3\n', 'model: Qwen/Qwen2.5-VL-7B-Instruct\ntuner_type: full\ndataset: [mixed.jsonl]\n'), beside: { 'mixed.jsonl': '{"messages": [], "images": ["a.png"]}\n{"messages": []}\n' } },
    mended: { ...yaml('freeze_vit: false\ndeepspeed: zero2\n', 'model: Qwen/Qwen2.5-VL-7B-Instruct\ntuner_type: full\ndataset: [mixed.jsonl]\n'), beside: { 'mixed.jsonl': '{"messages": [], "images": ["a.png"]}\n{"messages": []}\n' } },
    unknown: yaml('freeze_vit: false\ndeepspeed: zero3\n', 'model: Qwen/Qwen2.5-VL-7B-Instruct\ntuner_type: full\ndataset: [org/on-a-hub]\n'),
    source: 'modelscope/ms-swift#3213, #4918, #9104',
  },
});

/** Rules about accelerate's config files and `accelerate launch`. */
import { type Example, pages } from './page';

const yaml = (text: string, beside?: Record<string, string>): Example => ({ file: 'acc.yaml', text: `# reasoner: accelerate@1.15.0\n${text}`, ...(beside ? { beside } : {}) });
const config = (type: string, more = ''): string => `compute_environment: LOCAL_MACHINE\ndistributed_type: ${type}\nnum_processes: 8\n${more}`;
/** A key that is still being typed hides what may follow. */
const HALF = 'fsdp_config: {';

const launch = 'accelerate src/accelerate/commands/launch.py _validate_launch_command (1.0 to 1.15)';
const plugins = 'accelerate src/accelerate/utils/dataclasses.py';

export const acceleratePages = pages({
  'ACC-UNKNOWN-KEY': {
    title: 'A key that accelerate does not have',
    severity: 'error or warning',
    what: 'A top-level key that the config class of this version does not define; or a key inside `deepspeed_config`, `fsdp_config` or `parallelism_config` that names no flag of `accelerate launch`.',
    why: 'At the top `accelerate launch` stops with "The config file had unknown keys". Inside a section the key is dropped without a word.',
    fails: yaml(config('MULTI_GPU', 'mixed_precison: bf16\n')),
    mended: yaml(config('MULTI_GPU', 'mixed_precision: bf16\n')),
    unknown: yaml(config('MULTI_GPU', 'fp8_config: {my_own: 1}\n')),
    source: 'accelerate src/accelerate/commands/config/config_args.py BaseConfig.from_yaml_file (1.0 to 1.15)',
  },
  'ACC-NUM-PROCESSES': {
    title: 'Nobody says how many processes',
    severity: 'error',
    what: '`num_processes` is missing or -1 (unless `distributed_type` is the text NO), and no command is known that gives `--num_processes`.',
    why: '`accelerate launch` stops with "You need to manually pass in --num_processes using this config yaml".',
    fails: yaml('compute_environment: LOCAL_MACHINE\ndistributed_type: MULTI_GPU\nmixed_precision: bf16\n'),
    mended: yaml(config('MULTI_GPU', 'mixed_precision: bf16\n')),
    unknown: yaml(`compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\n${HALF}`),
    source: launch,
  },
  'ACC-ENGINE-EXCLUSIVE': {
    title: 'Two engines at once',
    severity: 'error or warning',
    what: 'On a command line more than one of `--cpu`, `--multi_gpu`, `--tpu`, `--use_deepspeed`, `--use_fsdp`; in a file a `deepspeed_config` with `distributed_type: FSDP`, or the other way round.',
    why: 'The command stops; in a file the section of the other engine is not read.',
    fails: yaml(config('FSDP', 'deepspeed_config:\n  deepspeed_config_file: ds.json\n')),
    mended: yaml(config('DEEPSPEED', 'deepspeed_config:\n  deepspeed_config_file: ds.json\n')),
    unknown: yaml(config('DEEPSPEED', 'fsdp_config: {}\n')),
    source: launch,
  },
  'ACC-FSDP2-OPTIONS': {
    title: 'Options of the other FSDP',
    severity: 'error or warning',
    what: 'With `fsdp_version: 2` a `fsdp_reshard_after_forward` that is not true or false, LOCAL_STATE_DICT, or `fsdp_forward_prefetch`; with version 1 a boolean `fsdp_reshard_after_forward`.',
    why: 'The first two stop the run. The others have no effect: FSDP 2 prefetches by itself, FSDP 1 looks only at `fsdp_sharding_strategy`.',
    fails: yaml(config('FSDP', 'fsdp_config:\n  fsdp_version: 2\n  fsdp_reshard_after_forward: FULL_SHARD\n')),
    mended: yaml(config('FSDP', 'fsdp_config:\n  fsdp_version: 2\n  fsdp_reshard_after_forward: true\n')),
    unknown: yaml(config('FSDP', 'fsdp_config:\n  fsdp_reshard_after_forward: FULL_SHARD\n')),
    source: `${plugins} FullyShardedDataParallelPlugin.__post_init__ (1.6 to 1.15)`,
  },
  'ACC-DS-FILE-PRECEDENCE': {
    title: 'A DeepSpeed file and options that it replaces',
    severity: 'error',
    what: '`deepspeed_config_file` together with `zero_stage`, the offload devices, `gradient_accumulation_steps`, `gradient_clipping`, `zero3_save_16bit_model` or `mixed_precision`.',
    why: 'accelerate stops: the DeepSpeed file alone says these things.',
    fails: yaml(config('DEEPSPEED', 'deepspeed_config:\n  deepspeed_config_file: ds.json\n  zero_stage: 3\n')),
    mended: yaml(config('DEEPSPEED', 'deepspeed_config:\n  deepspeed_config_file: ds.json\n')),
    unknown: yaml(config('DEEPSPEED', 'deepspeed_config:\n  deepspeed_config_file: null\n  zero_stage: 3\n')),
    source: `${plugins} DeepSpeedPlugin._deepspeed_config_checks (1.0 to 1.15)`,
  },
  'ACC-WRONG-TYPE': {
    title: 'A value that accelerate does not take',
    severity: 'error or warning',
    what: 'An unknown `distributed_type`, precision, dynamo backend or FSDP option; `mixed_precision: no` without quotes, which is a boolean in YAML; numbers in quotes; `gpu_ids` that is no text.',
    why: 'The config class checks no types, so the launcher or the plugin stops somewhere on the way.',
    fails: yaml(config('MULTI_GPU', 'mixed_precision: no\n')),
    mended: yaml(config('MULTI_GPU', "mixed_precision: 'no'\n")),
    unknown: yaml(config('MULTI_GPU', 'mixed_precision: null\n')),
    source: `accelerate src/accelerate/utils/launch.py, ${plugins}`,
  },
  'ACC-VALIDATE': {
    title: 'Options that accelerate refuses together',
    severity: 'error',
    what: 'One GPU id with several processes, several machines without `main_process_ip` and port, `fsdp_sync_module_states: false` beside efficient loading, activation offload without checkpointing, impossible sizes in `parallelism_config`, a DeepSpeed file without `zero_optimization`.',
    why: 'The launcher or the plugin raises.',
    fails: yaml(config('MULTI_GPU', "gpu_ids: '0'\n")),
    mended: yaml(config('MULTI_GPU', 'gpu_ids: 0,1\n')),
    unknown: yaml(config('MULTI_GPU', 'gpu_ids: all\n')),
    source: `${launch}; accelerate src/accelerate/parallelism_config.py`,
  },
});

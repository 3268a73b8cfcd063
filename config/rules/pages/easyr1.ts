/** Keys, values and batch sizes of EasyR1's configs. */
import { easyr1 } from './easyr1-example';
import { pages } from './page';

const script = (overrides: string): { file: string; text: string; beside: Record<string, string> } => {
  const { text, beside } = easyr1();
  return { file: 'train.sh', text: `python3 -m verl.trainer.main config=grpo.yaml ${overrides}\n`, beside: { ...beside, 'grpo.yaml': text } };
};

export const easyr1Rules = pages({
  'EZ-UNKNOWN-KEY': {
    title: 'Key outside the structured config',
    severity: 'error or warning',
    what: "The key is no field of PPOConfig (`data`, `worker`, `algorithm`, `trainer`) in this version. verl's names (`actor_rollout_ref.*`, `data.train_batch_size`) are told with what EasyR1 calls them.",
    why: 'OmegaConf stops: "Key ... not in \'DataConfig\'".',
    fails: easyr1({ data: 'train_batch_size: 512' }),
    mended: easyr1(),
    unknown: easyr1({ actor: 'model: { override_config: { my_option: 1 } }' }),
    source: 'EasyR1 b44b311 verl/trainer/main.py, verl/trainer/config.py',
  },
  'EZ-WRONG-TYPE': {
    title: 'Value of the wrong type',
    severity: 'error',
    what: 'The value does not convert to the type of the dataclass field: 1.5 or abc for a whole number, maybe for a boolean, a text for a list, null where null is not allowed.',
    why: 'OmegaConf stops: "Value \'abc\' of type \'str\' could not be converted to Integer".',
    fails: easyr1({ rollout: 'n: five' }),
    mended: easyr1({ rollout: 'n: "5"' }),
    unknown: script('worker.rollout.n=$1'),
    source: 'omegaconf 2.3 omegaconf/nodes.py; EasyR1 b44b311 verl/trainer/config.py',
  },
  'EZ-CHOICE': {
    title: 'Name that EasyR1 does not know',
    severity: 'error',
    what: '`algorithm.adv_estimator` or `kl_type` is none of the known ones, `kl_horizon` is not above 0 for the adaptive controller, or `worker.hybrid_engine` is false.',
    why: 'The trainer stops before it starts its workers.',
    fails: easyr1({ algorithm: 'adv_estimator: grop' }),
    mended: easyr1(),
    unknown: script('algorithm.adv_estimator=$1'),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py RayPPOTrainer.__init__; verl/trainer/core_algos.py get_kl_controller',
  },
  'EZ-ROLLOUT-MOD-GLOBAL': {
    title: 'A step that is no whole number of updates',
    severity: 'error',
    what: '`data.rollout_batch_size` is no multiple of `worker.actor.global_batch_size`, nor, with gae, of the one of the critic.',
    why: 'The trainer stops: "Rollout batch size must be divisible by actor global batch size".',
    fails: easyr1({ data: 'rollout_batch_size: 500' }),
    mended: easyr1({ data: 'rollout_batch_size: 512' }),
    unknown: script('data.rollout_batch_size=$1'),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py RayPPOTrainer.__init__',
  },
  'EZ-EXPERIENCE-MICRO': {
    title: 'Samples that do not divide by the micro batch for experience',
    severity: 'error',
    what: '`rollout_batch_size` x `rollout.n` is no multiple of `micro_batch_size_per_device_for_experience`.',
    why: 'The trainer stops.',
    fails: easyr1({ actor: 'micro_batch_size_per_device_for_experience: 24' }),
    mended: easyr1({ actor: 'micro_batch_size_per_device_for_experience: 20' }),
    unknown: script('worker.actor.micro_batch_size_per_device_for_experience=24 worker.rollout.n=$1'),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py RayPPOTrainer.__init__',
  },
  'EZ-GLOBAL-DEVICE-MICRO': {
    title: 'The update does not divide by GPUs and micro batch',
    severity: 'error',
    what: '`global_batch_size` x `rollout.n` over the data-parallel ranks (GPUs / `ulysses_size`) is 0, or no multiple of `micro_batch_size_per_device_for_update`.',
    why: 'Every worker stops: "global batch size per device must be divisible by the micro batch size".',
    fails: easyr1({ actor: 'micro_batch_size_per_device_for_update: 3' }),
    mended: easyr1({ actor: 'micro_batch_size_per_device_for_update: 4' }),
    unknown: script('worker.actor.micro_batch_size_per_device_for_update=3 trainer.n_gpus_per_node=$1'),
    source: 'EasyR1 b44b311 verl/workers/fsdp_workers.py _init_dist_mesh',
  },
  'EZ-CPU-OFFLOAD-ACCUM': {
    title: "FSDP's CPU offload with gradient accumulation",
    severity: 'error',
    what: '`worker.actor.fsdp.enable_cpu_offload` is true while an update has more samples per GPU than one micro batch.',
    why: 'The worker stops: "cannot use FSDP\'s CPU offload when gradient accumulation is enabled".',
    fails: easyr1({ actor: 'fsdp: { enable_cpu_offload: true }' }),
    mended: easyr1({ actor: 'fsdp: { enable_cpu_offload: true }\nglobal_batch_size: 64\nmicro_batch_size_per_device_for_update: 40' }),
    unknown: script('worker.actor.fsdp.enable_cpu_offload=true trainer.n_gpus_per_node=$1'),
    source: 'EasyR1 b44b311 verl/workers/fsdp_workers.py _init_dist_mesh',
  },
  'EZ-GROUP-N1': {
    title: 'A group of one answer',
    severity: 'error',
    what: 'The estimator is grpo or rloo, and `worker.rollout.n` is 1.',
    why: 'The trainer stops: "GRPO and RLOO algorithm need config.worker.rollout.n > 1".',
    fails: easyr1({ rollout: 'n: 1' }),
    mended: easyr1({ rollout: 'n: 5' }),
    unknown: script('worker.rollout.n=$1'),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py RayPPOTrainer.__init__',
  },
});

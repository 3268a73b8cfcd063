/** verl's rollout engine, its GPUs, and images. */
import { pages } from './page';
import { ppo, QWEN_VL } from './verl-example';

const VL = { 'models/vl/config.json': QWEN_VL };

export const verlRolloutRules = pages({
  'VERL-ROLLOUT-NAME': {
    title: 'No rollout engine, or one that is gone',
    severity: 'error or warning',
    what: '`actor_rollout_ref.rollout.name` is not set; it has no default since 0.6. Or `rollout.mode` is sync, which 0.7 removed. A name that verl does not register itself is a warning.',
    why: 'verl stops: "Missing mandatory value", or "Rollout mode \'sync\' has been removed".',
    fails: ppo({ 'actor_rollout_ref.rollout.name': null }),
    mended: ppo(),
    unknown: ppo({ 'actor_rollout_ref.rollout.name': '$1' }),
    source: 'verl 0.9.1 verl/trainer/config/_generated_ppo_trainer.yaml; verl/workers/config/rollout.py RolloutConfig.__post_init__',
  },
  'VERL-TP-WORLD': {
    title: 'The GPUs do not divide by the size of a rollout engine',
    severity: 'error',
    what: '`nnodes` x `n_gpus_per_node` is no multiple of tensor x data x pipeline parallel size of the rollout, or an engine that is larger than a node takes no whole number of nodes.',
    why: 'Every worker stops: "rollout world_size is not divisible by infer_world_size".',
    fails: ppo({ 'actor_rollout_ref.rollout.tensor_model_parallel_size': '3' }),
    mended: ppo({ 'actor_rollout_ref.rollout.tensor_model_parallel_size': '4' }),
    unknown: ppo({ 'actor_rollout_ref.rollout.tensor_model_parallel_size': '3', 'trainer.n_gpus_per_node': '$1' }),
    source: 'verl 0.9.1 verl/workers/engine_workers.py init_model; verl/workers/rollout/replica.py',
  },
  'VERL-ULYSSES': {
    title: 'Ulysses sequence parallelism without what it needs',
    severity: 'error or warning',
    what: '`ulysses_sequence_parallel_size` above 1 needs `model.use_remove_padding` true (error). It also has to divide the attention heads, and divide the key-value heads or be a multiple of them (warning: noticed after the model is loaded).',
    why: 'verl stops, at once or after minutes.',
    fails: ppo({ 'actor_rollout_ref.actor.ulysses_sequence_parallel_size': '2', 'actor_rollout_ref.model.use_remove_padding': 'False' }),
    mended: ppo({ 'actor_rollout_ref.actor.ulysses_sequence_parallel_size': '2', 'actor_rollout_ref.model.use_remove_padding': 'True' }),
    unknown: ppo({ 'actor_rollout_ref.actor.ulysses_sequence_parallel_size': '$1', 'actor_rollout_ref.model.use_remove_padding': 'False' }),
    source: 'verl 0.9.1 verl/workers/config/actor.py FSDPActorConfig.validate; verl/models/transformers/monkey_patch.py apply_monkey_patch',
  },
  'VERL-MAX-MODEL-LEN': {
    title: 'Context of the rollout engine too short or too long',
    severity: 'warning',
    what: '`rollout.max_model_len` is less than `max_prompt_length` + `max_response_length`, or more than `max_position_embeddings` of the model.',
    why: 'Too short: answers are cut to the room that is left, or fail when there is none. Too long: the rollout server stops when it starts.',
    fails: ppo({ 'actor_rollout_ref.rollout.max_model_len': '4096', 'data.max_prompt_length': '1024', 'data.max_response_length': '8192' }),
    mended: ppo({ 'actor_rollout_ref.rollout.max_model_len': '9216', 'data.max_prompt_length': '1024', 'data.max_response_length': '8192' }),
    unknown: ppo({ 'actor_rollout_ref.rollout.max_model_len': '4096', 'data.max_response_length': '$1' }),
    source: 'verl 0.9.1 verl/workers/rollout/vllm_rollout/vllm_async_server.py _validate_configs, generate',
  },
  'VERL-IMAGE-PROMPT': {
    title: 'An image that the prompt has no room for',
    severity: 'warning',
    what: 'The largest image that `data.mm_processor_kwargs.max_pixels` lets through takes more tokens than `data.max_prompt_length`: pixels / 784 for Qwen2.5-VL.',
    why: 'Such rows are filtered out, or stop the run: "Image features and image tokens do not match".',
    fails: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'data.max_prompt_length': '1024', '+data.mm_processor_kwargs.max_pixels': '4194304' }, VL),
    mended: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'data.max_prompt_length': '1024', '+data.mm_processor_kwargs.max_pixels': '401408' }, VL),
    unknown: ppo({ 'data.max_prompt_length': '1024', '+data.mm_processor_kwargs.max_pixels': '4194304' }),
    source: 'verl 0.9.1 verl/utils/dataset/rl_dataset.py maybe_filter_out_long_prompts',
  },
  'VERL-FILTER-SWALLOWS': {
    title: 'The length filter hides broken samples',
    severity: 'information',
    what: '`data.filter_overlong_prompts` is true for a vision-language model whose images come from `data.image_key`. Any exception while a sample is built counts as too long.',
    why: 'A wrong image key, a missing file or a wrong number of image marks empties the data set without an error; only "filter dataset len" in the log tells.',
    fails: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'data.filter_overlong_prompts': 'True', 'data.image_key': 'pictures' }, VL),
    mended: ppo({ 'actor_rollout_ref.model.path': 'models/vl', 'data.filter_overlong_prompts': 'False', 'data.image_key': 'pictures' }, VL),
    unknown: ppo({ 'data.filter_overlong_prompts': 'True', 'data.image_key': 'pictures' }),
    source: 'verl 0.9.1 verl/utils/dataset/rl_dataset.py doc2len',
  },
});

/** EasyR1's rollout engine, files, and what it does without a word. */
import { easyr1 } from './easyr1-example';
import { pages } from './page';
import { QWEN_VL } from './verl-example';

const VL = { 'models/vl/config.json': QWEN_VL };
const MODEL = 'model: { model_path: models/vl }';

export const easyr1RunRules = pages({
  'EZ-TP-WORLD': {
    title: 'The GPUs do not divide by the tensor parallel size',
    severity: 'error',
    what: '`nnodes` x `n_gpus_per_node` is no multiple of `worker.rollout.tensor_parallel_size`, or smaller than it.',
    why: 'Every worker stops: "rollout world size is not divisible by tp size".',
    fails: easyr1({ rollout: 'tensor_parallel_size: 3' }),
    mended: easyr1({ rollout: 'tensor_parallel_size: 4' }),
    unknown: easyr1({ rollout: 'tensor_parallel_size: 3', trainer: 'n_gpus_per_node: ${oc.env:GPUS}' }),
    source: 'EasyR1 b44b311 verl/workers/fsdp_workers.py _build_rollout',
  },
  'EZ-BATCHED-TOKENS': {
    title: 'Fewer batched tokens than one prompt and answer',
    severity: 'warning',
    what: '`rollout.max_num_batched_tokens` is less than `max_prompt_length` + `max_response_length`.',
    why: "The worker stops, but only after the actor's weights are loaded.",
    fails: easyr1({ data: 'max_prompt_length: 2048\nmax_response_length: 8192', rollout: 'max_num_batched_tokens: 8192' }),
    mended: easyr1({ data: 'max_prompt_length: 2048\nmax_response_length: 8192', rollout: 'max_num_batched_tokens: 10240' }),
    unknown: easyr1({ data: 'max_prompt_length: 2048\nmax_response_length: ${oc.env:LENGTH}', rollout: 'max_num_batched_tokens: 8192' }),
    source: 'EasyR1 b44b311 verl/workers/rollout/vllm_rollout_spmd.py',
  },
  'EZ-IMAGE-PROMPT': {
    title: 'An image that the prompt has no room for',
    severity: 'warning',
    what: 'An image of `data.max_pixels` takes at least as many tokens as `data.max_prompt_length` has: pixels / 784 for Qwen2.5-VL.',
    why: 'With `filter_overlong_prompts` such rows are dropped without a word; without it they stop the run.',
    fails: easyr1({ data: 'max_prompt_length: 2048\nmax_pixels: 4194304', actor: MODEL, beside: VL }),
    mended: easyr1({ data: 'max_prompt_length: 2048\nmax_pixels: 1048576', actor: MODEL, beside: VL }),
    unknown: easyr1({ data: 'max_prompt_length: 2048\nmax_pixels: 4194304' }),
    source: 'EasyR1 b44b311 verl/utils/dataset.py process_image, _filter_overlong_prompts',
  },
  'EZ-MISSING-PATH-SILENT': {
    title: 'A file that is not there and is not missed',
    severity: 'warning',
    what: '`data.format_prompt`, `override_chat_template`, `image_dir` or `trainer.load_checkpoint_path` names a relative path that is neither beside the config nor in a folder above it.',
    why: 'The value becomes null: no format prompt, training from scratch. One line on stdout says so.',
    fails: easyr1({ data: 'format_prompt: ./prompts/math.jinja' }),
    mended: easyr1({ data: 'format_prompt: ./prompts/math.jinja', beside: { 'prompts/math.jinja': '{{ content }}' } }),
    unknown: easyr1({ data: 'format_prompt: /shared/prompts/math.jinja' }),
    source: 'EasyR1 b44b311 verl/utils/py_functional.py get_abs_path; verl/trainer/config.py post_init',
  },
  'EZ-REWARD-FUNCTION': {
    title: 'Reward function missing',
    severity: 'error or warning',
    what: '`worker.reward.reward_function` is not set, or its file does not define the function behind the colon (errors). A file that cannot be found from here, and one that never mentions "overall" or the filter key, are warnings.',
    why: 'The reward manager stops, or the first step does.',
    fails: easyr1({ worker: 'reward: { reward_function: ./reward.py:score }' }),
    mended: easyr1({ worker: 'reward: { reward_function: ./reward.py:compute_score }' }),
    unknown: easyr1({ worker: 'reward: { reward_function: /shared/reward.py:score }' }),
    source: 'EasyR1 b44b311 verl/workers/reward/function.py AutoRewardManager; verl/workers/reward/config.py',
  },
  'EZ-AUTO-KEYS': {
    title: 'A derived key set by hand',
    severity: 'warning',
    what: 'The key is computed from other settings at the start: KL settings and `global_batch_size_per_device` of the actor, most of `worker.ref`, lengths of the rollout, `optim.training_steps`.',
    why: 'What stands in the file is overwritten.',
    fails: easyr1({ actor: 'use_kl_loss: true' }),
    mended: easyr1({ algorithm: 'use_kl_loss: true' }),
    unknown: { file: 'train.sh', text: 'python3 -m verl.trainer.main config=grpo.yaml $KL_OVERRIDES\n', beside: { 'grpo.yaml': easyr1({}).text } },
    source: 'EasyR1 b44b311 verl/trainer/config.py PPOConfig.post_init; verl/workers/config.py WorkerConfig.post_init',
  },
  'EZ-KL-DISABLED': {
    title: 'KL settings while KL is disabled',
    severity: 'warning',
    what: '`algorithm.disable_kl` is true while `kl_coef` is above 0 or `use_kl_loss` is true.',
    why: 'The coefficient is 0 then, and no KL curve is logged.',
    fails: easyr1({ algorithm: 'disable_kl: true\nkl_coef: 0.01' }),
    mended: easyr1({ algorithm: 'disable_kl: true' }),
    unknown: easyr1({ algorithm: 'disable_kl: ${oc.env:NO_KL}\nkl_coef: 0.01' }),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py RayPPOTrainer.__init__',
  },
  'EZ-AUTO-RESUME': {
    title: 'The run continues another one',
    severity: 'warning',
    what: '`trainer.find_last_checkpoint` is true, and the checkpoint folder holds `checkpoint_tracker.json` of an earlier run.',
    why: 'A new experiment under an old name goes on with the old weights and step.',
    fails: easyr1({ trainer: 'find_last_checkpoint: true\nload_checkpoint_path: null\nsave_checkpoint_path: runs/a', beside: { 'runs/a/checkpoint_tracker.json': '{}' } }),
    mended: easyr1({ trainer: 'find_last_checkpoint: true\nload_checkpoint_path: null\nsave_checkpoint_path: runs/b', beside: { 'runs/a/checkpoint_tracker.json': '{}' } }),
    unknown: easyr1({ trainer: 'find_last_checkpoint: true\nload_checkpoint_path: null\nsave_checkpoint_path: ${oc.env:RUN}', beside: { 'runs/a/checkpoint_tracker.json': '{}' } }),
    source: 'EasyR1 b44b311 verl/utils/checkpoint/checkpoint_manager.py find_latest_ckpt',
  },
  'EZ-RESUME-PATH': {
    title: 'load_checkpoint_path does not end in global_step_N',
    severity: 'warning',
    what: 'The last folder of `trainer.load_checkpoint_path` has to be named `global_step_` and a number.',
    why: 'The run stops after the models are loaded.',
    fails: easyr1({ trainer: 'load_checkpoint_path: /runs/a/global_step_100/actor' }),
    mended: easyr1({ trainer: 'load_checkpoint_path: /runs/a/global_step_100' }),
    unknown: easyr1({ trainer: 'load_checkpoint_path: ${oc.env:RUN}' }),
    source: 'EasyR1 b44b311 verl/trainer/ray_trainer.py _load_checkpoint',
  },
  'EZ-LOGGER': {
    title: 'Logger that EasyR1 does not have',
    severity: 'warning',
    what: '`trainer.logger` names a backend that this version does not have.',
    why: 'Training stops with "X is not supported", after the models are loaded.',
    fails: easyr1({ trainer: 'logger: [console, tensorbord]' }),
    mended: easyr1({ trainer: 'logger: [console, tensorboard]' }),
    unknown: easyr1({ trainer: 'logger: [console, "${oc.env:LOGGER}"]' }),
    source: 'EasyR1 b44b311 verl/utils/logger/logger.py Tracker',
  },
  'EZ-LOG-TRUNCATED': {
    title: 'The file logger forgets what was before',
    severity: 'information',
    what: 'The run resumes from a checkpoint with the file logger, in EasyR1 (`load_checkpoint_path`) or verl (`resume_mode=resume_path`).',
    why: 'Its log files are opened for writing at every start; the curves of earlier steps are lost.',
    fails: easyr1({ trainer: 'load_checkpoint_path: /runs/a/global_step_100\nlogger: [console, file]' }),
    mended: easyr1({ trainer: 'load_checkpoint_path: /runs/a/global_step_100\nlogger: [console, tensorboard]' }),
    unknown: easyr1({ trainer: 'load_checkpoint_path: ${oc.env:RUN}\nlogger: [console, file]' }),
    source: 'EasyR1 b44b311 verl/utils/logger/logger.py FileLogger; verl 0.9.1 verl/utils/tracking.py FileLogger',
  },
  'EZ-PACKAGE-CLASH': {
    title: 'verl installed where EasyR1 is expected',
    severity: 'warning',
    what: 'What is known of the environment (a comment, the stage, the installed packages) names verl 0.4 or newer beside an EasyR1 config.',
    why: 'Both install a package named verl, so only one is there: with verl the module verl.trainer.main does not exist.',
    fails: withComment('# reasoner: easyr1 verl@0.9.0\n'),
    mended: withComment('# reasoner: easyr1@0.3.2\n'),
    unknown: easyr1(),
    source: 'EasyR1 b44b311 setup.py',
  },
});

function withComment(comment: string): ReturnType<typeof easyr1> {
  const example = easyr1();
  return { ...example, text: comment + example.text };
}

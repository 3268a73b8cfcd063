/** Rules about OpenRLHF's command lines. */
import { type Example, pages } from './page';

const ppo = (flags: string, setup = ''): Example => ({
  file: 'train.sh',
  text: `#!/bin/bash\n# reasoner: openrlhf@0.11.0\n${setup}python3 -m openrlhf.cli.train_ppo_ray --actor.model_name_or_path m --reward.model_name_or_path r --data.prompt_dataset d ${flags}\n`,
});

const cli = 'OpenRLHF openrlhf/cli/train_ppo_ray.py';

export const openrlhfPages = pages({
  'ORL-FLAG-STYLE': {
    title: 'Flags of another OpenRLHF',
    severity: 'error or warning',
    what: 'A flag that this version does not have: underscore names (`--advantage_estimator`) from 0.10.2 on, dotted ones before, a misspelt one, or a beginning that several flags share. Where nobody told the version and all are of another one, a single warning.',
    why: 'argparse stops with "unrecognized arguments". Documentation and messages still show the old names.',
    fails: ppo('--advantage_estimator reinforce'),
    mended: ppo('--algo.advantage.estimator reinforce'),
    unknown: ppo('$MORE', 'MORE=$1\n'),
    source: `${cli}, its flags per release (0.8.0 to 0.11.2)`,
  },
  'ORL-WRONG-TYPE': {
    title: "A value that OpenRLHF's parser refuses",
    severity: 'error or warning',
    what: 'A text where a number belongs, a value that is not among the choices, a switch with a value, a flag without one, or the wrong number of values.',
    why: 'argparse stops before anything is loaded.',
    fails: ppo('--rollout.batch_size 1e3'),
    mended: ppo('--rollout.batch_size 1000'),
    unknown: ppo('--rollout.batch_size $BATCH'),
    source: cli,
  },
  'ORL-GROUP-N1': {
    title: 'Group estimator with groups of one',
    severity: 'error',
    what: '`algo.advantage.estimator` rloo, reinforce_baseline, group_norm (from 0.11.0 on also dr_grpo), or dynamic filtering, with `rollout.n_samples_per_prompt` 1.',
    why: 'Every advantage would be zero; the command asserts.',
    fails: ppo('--algo.advantage.estimator group_norm'),
    mended: ppo('--algo.advantage.estimator group_norm --rollout.n_samples_per_prompt 8'),
    unknown: ppo('--algo.advantage.estimator group_norm --rollout.n_samples_per_prompt $N'),
    source: `${cli} (0.8.0 to 0.11.2)`,
  },
  'ORL-VLM-LIMITS': {
    title: 'What training on images cannot do',
    severity: 'error',
    what: '`data.max_images_per_prompt` above 0 with the estimator gae (a critic), with packed samples, or with the liger kernel.',
    why: 'The command asserts, or the model does when it is built.',
    fails: ppo('--data.max_images_per_prompt 2'),
    mended: ppo('--data.max_images_per_prompt 2 --algo.advantage.estimator reinforce'),
    unknown: ppo('--data.max_images_per_prompt 2 --algo.advantage.estimator $ESTIMATOR'),
    source: `${cli}; openrlhf/models/actor.py (0.10.0 to 0.11.2)`,
  },
  'ORL-COLOCATE': {
    title: 'Colocated models of different size',
    severity: 'error',
    what: 'With `train.colocate_all` and without `train.async_enable`, actor nodes x GPUs must be `vllm.num_engines` x `vllm.tensor_parallel_size`; with the reference colocated (and a KL term), its nodes and GPUs must be the actor\'s.',
    why: 'The command asserts after Ray has started.',
    fails: ppo('--train.colocate_all --actor.num_gpus_per_node 8 --vllm.num_engines 2 --vllm.tensor_parallel_size 2'),
    mended: ppo('--train.colocate_all --actor.num_gpus_per_node 8 --vllm.num_engines 4 --vllm.tensor_parallel_size 2'),
    unknown: ppo('--train.colocate_all --actor.num_gpus_per_node $GPUS --vllm.num_engines 2 --algo.kl.init_coef 0'),
    source: `${cli} train (0.8.0 to 0.11.2)`,
  },
  'ORL-VALIDATE': {
    title: 'Options that OpenRLHF refuses together',
    severity: 'error',
    what: 'Packing without vLLM engines, partial rollouts or over-sampling without async, evaluation without a remote reward or an agent, sleep with async, fewer batches than actor processes, ring attention without packing, a multi-turn set without chat template.',
    why: 'The module asserts before it starts.',
    fails: ppo('--train.partial_rollout_enable'),
    mended: ppo('--train.partial_rollout_enable --train.async_enable'),
    unknown: ppo('--train.partial_rollout_enable $ASYNC'),
    source: `${cli}, train_sft.py, train_rm.py, train_dpo.py`,
  },
  'ORL-LOAD-MISSING': {
    title: 'Resuming from checkpoints that are never saved',
    severity: 'warning',
    what: '`ckpt.load_enable` with `ckpt.save_steps` -1, the default.',
    why: 'Where there is no checkpoint, a warning is printed and training starts from scratch.',
    fails: ppo('--ckpt.load_enable'),
    mended: ppo('--ckpt.load_enable --ckpt.save_steps 20'),
    unknown: ppo('--ckpt.load_enable --ckpt.save_steps $STEPS'),
    source: 'OpenRLHF openrlhf/utils/deepspeed/deepspeed.py load_ckpt',
  },
});

import { expect, it } from 'vitest';
import { parseYaml } from '../syntax/yaml/parse';
import { recognise } from './recognise';

const whose = async (text: string, name = 'config.yaml'): Promise<string | null> => (await recognise(name, text, parseYaml(text).root, null))?.framework ?? null;
const COMMON = 'model_name_or_path: m\ndataset_name: d\nlearning_rate: 1.0e-5\n';

it('tells SFT and GRPO by the keys that only one of them has', async () => {
  expect(await whose(`${COMMON}packing: true\n`)).toBe('trl-sft');
  expect(await whose(`${COMMON}max_seq_length: 100\n`)).toBe('trl-sft');
  expect(await whose(`${COMMON}num_generations: 8\n`)).toBe('trl-grpo');
});

it('claims nothing where the keys do not tell, unless a comment does', async () => {
  expect(await whose(COMMON)).toBeNull();
  expect(await whose(`# trl: grpo\n${COMMON}`)).toBe('trl-grpo');
});

it.each([
  ['DPO', `${COMMON}beta: 0.1\nmax_length: 100\nprecompute_ref_log_probs: true\n`],
  ['a reward model', `${COMMON}max_length: 100\ncenter_rewards_coefficient: 0.1\n`],
  ['RLOO', `${COMMON}num_generations: 4\nnormalize_advantages: true\n`],
  ['a compose file', 'version: "3"\nservices: { web: { image: nginx } }\n'],
  ['GitLab CI', 'version: 1\nstages: [build, test]\n'],
  ['a list', '- a\n- b\n'],
  ['nothing', ''],
])('leaves %s alone', async (_, text) => {
  expect(await whose(text)).toBeNull();
});

it('knows a pipeline file by its name or its shape', async () => {
  expect(await whose('', 'reasoner.yaml')).toBe('reasoner');
  expect(await whose('version: 1\nstages: { a: { trainer: trl-sft } }\n', 'pipeline.yaml')).toBe('reasoner');
});

it.each([
  ['llamafactory', 'model_name_or_path: m\nstage: sft\ndataset: d\ntemplate: qwen\npacking: true\n'],
  ['ms-swift', 'model: m\noutput_dir: o\nrlhf_type: grpo\nnum_generations: 8\n'],
  ['accelerate', 'compute_environment: LOCAL_MACHINE\ndistributed_type: NO\nnum_processes: 2\n'],
  ['deepspeed', '{"zero_optimization": {"stage": 2}, "train_micro_batch_size_per_gpu": "auto"}'],
  ['verl', 'actor_rollout_ref:\n  model: { path: m }\n'],
  ['verl', 'defaults: [ppo_trainer, _self_]\ndata: { train_batch_size: 8 }\n'],
  ['verl-sft', 'data: { train_files: a }\ntrainer: { default_local_dir: out }\n'],
  ['easyr1', 'worker: { actor: { global_batch_size: 8 } }\ndata: { rollout_batch_size: 8 }\n'],
])('knows %s by its own keys', async (framework, text) => expect(await whose(text)).toBe(framework));

it('lets a comment settle whose a file is', async () => {
  expect(await whose('# reasoner: llamafactory@0.9.4\nseed: 1\n')).toBe('llamafactory');
});

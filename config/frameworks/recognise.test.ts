import { expect, it } from 'vitest';
import { parseYaml } from '../syntax/yaml/parse';
import { recognise } from './recognise';

const whose = (text: string, name = 'config.yaml'): string | null => recognise(name, text, parseYaml(text).root, null);
const COMMON = 'model_name_or_path: m\ndataset_name: d\nlearning_rate: 1.0e-5\n';

it('tells SFT and GRPO by the keys that only one of them has', () => {
  expect(whose(`${COMMON}packing: true\n`)).toBe('trl-sft');
  expect(whose(`${COMMON}max_seq_length: 100\n`)).toBe('trl-sft');
  expect(whose(`${COMMON}num_generations: 8\n`)).toBe('trl-grpo');
});

it('claims nothing where the keys do not tell, unless a comment does', () => {
  expect(whose(COMMON)).toBeNull();
  expect(whose(`# trl: grpo\n${COMMON}`)).toBe('trl-grpo');
});

it.each([
  ['DPO', `${COMMON}beta: 0.1\nmax_length: 100\nprecompute_ref_log_probs: true\n`],
  ['a reward model', `${COMMON}max_length: 100\ncenter_rewards_coefficient: 0.1\n`],
  ['RLOO', `${COMMON}num_generations: 4\nnormalize_advantages: true\n`],
  ['LLaMA-Factory', 'model_name_or_path: m\nstage: sft\ndataset: d\ntemplate: qwen\npacking: true\ndatasets: x\n'],
  ['ms-swift', 'model: m\noutput_dir: o\nrlhf_type: grpo\nnum_generations: 8\n'],
  ['accelerate', 'compute_environment: LOCAL_MACHINE\ndistributed_type: NO\nnum_processes: 2\n'],
  ['a compose file', 'version: "3"\nservices: { web: { image: nginx } }\n'],
  ['GitLab CI', 'version: 1\nstages: [build, test]\n'],
  ['a list', '- a\n- b\n'],
  ['nothing', ''],
])('leaves %s alone', (_, text) => {
  expect(whose(text)).toBeNull();
});

it('knows a pipeline file by its name or its shape', () => {
  expect(whose('', 'reasoner.yaml')).toBe('reasoner');
  expect(whose('version: 1\nstages: { a: { trainer: trl-sft } }\n', 'pipeline.yaml')).toBe('reasoner');
});

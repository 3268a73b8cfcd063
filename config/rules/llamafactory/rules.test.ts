import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { hfRules } from '../hf/rules';
import { hfPages } from '../pages/hf';
import { llamafactoryPages } from '../pages/llamafactory';
import { llamafactoryDataPages } from '../pages/llamafactory-data';
import type { Example, RulePage } from '../pages/page';

const folder = 'file:///work/pipeline/';

async function check({ file, text, beside = {} }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [folder + name, content])));
  const { findings, contexts } = await analyse(files, folder + file, text);
  // TRL's pages show rules that its own list may hold under other names.
  const shared = contexts.filter((context) => context.framework !== 'llamafactory').map((context) => Promise.all(hfRules.map((rule) => rule(context))));
  return [...findings, ...(await Promise.all(shared)).flat(2)];
}

const ALL: Record<string, RulePage> = { ...hfPages, ...llamafactoryPages, ...llamafactoryDataPages };

describe.each(Object.entries(ALL))('%s', (id, page) => {
  const codes = async (example: Example): Promise<string[]> => (await check(example)).map((finding) => finding.rule);
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('calls the mended file clean', async () => expect(await codes(page.mended)).toEqual([]));
  it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

const SFT = 'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct\nstage: sft\ndo_train: true\nfinetuning_type: full\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out\n';
const said = async (more: string, head = '# reasoner: llamafactory@0.9.5 transformers@5.5.4\n'): Promise<string[]> =>
  (await check({ file: 'sft.yaml', text: head + SFT + more })).map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

it('says what, and what to do', async () => {
  expect(await said('cutof_len: 4096\n')).toEqual([
    'error LF-UNKNOWN-KEY: cutof_len is not a field of LLaMA-Factory 0.9.5; LLaMA-Factory stops with "Some keys are not used by the HfArgumentParser". Did you mean cutoff_len?',
  ]);
  expect(await said('learning_rate: "1e-5"\n')).toEqual(['warning GEN-QUOTED-SCALAR: learning_rate takes a number; in quotes "1e-5" is a text, and nothing converts it. It stays a text until something computes with it.']);
  expect(await said('image_max_pixels: 4194304\n')).toEqual([
    'warning LF-CUTOFF-IMAGE-TOKENS: An image of image_max_pixels 4194304 is 4194304 / 784 = 5349 tokens, as many as cutoff_len 2048 or more: its placeholders are cut and training stops with "Image features and image tokens do not match". Raise cutoff_len or lower image_max_pixels.',
  ]);
});

it('takes what OmegaConf and the parser take', async () => {
  expect(await said('learning_rate: 1e-5\nlogging_steps: 10\npacking: off\nlora_target: [q_proj, v_proj]\nsave_strategy: "no"\nresume_from_checkpoint: null\nddp_timeout: 180000000\n')).toEqual([]);
});

it('knows that PyYAML read the files before 0.9.4', async () => {
  expect(await said('learning_rate: 1e-5\n', '# reasoner: llamafactory@0.9.3\n')).toEqual(['warning GEN-SCALAR-FLOAT: PyYAML reads 1e-5 as text, because it has no dot; nothing turns it into a number here.']);
  expect(await said('learning_rate: 1.0e-5\n', '# reasoner: llamafactory@0.9.3\n')).toEqual([]);
});

it('offers the edit that mends', async () => {
  const text = `${SFT}load_best_model_at_end: true\neval_strategy: steps\nval_size: 0.1\neval_steps: 100\nsave_steps: 250\nreport_to: tensorbord\ntemplat: x\n`;
  const files = new MemoryFiles({ [`${folder}data/dataset_info.json`]: '{"dd": {"file_name": "a"}}' });
  const { findings } = await analyse(files, `${folder}sft.yaml`, text);
  const edits = findings.map(({ rule, fix }) => `${rule} ${fix ? `${text.slice(fix.range.start, fix.range.end)} -> ${fix.text}` : '-'}`);
  expect(edits.toSorted()).toEqual(['HF-BEST-STEPS-MULTIPLE 250 -> 300', 'HF-REPORT-TO-NAME tensorbord -> tensorboard', 'LF-DATASET-UNDEFINED -', 'LF-UNKNOWN-KEY templat -> template']);
});

it('is careful while nobody told the version', async () => {
  expect(await said('image_resolution: 512\n', '')).toEqual([expect.stringMatching(/^warning LF-UNKNOWN-KEY: image_resolution is gone since LLaMA-Factory 0\.9\.\d/)]);
  expect(await said('image_resolution: 512\n')).toEqual([expect.stringMatching(/^error LF-UNKNOWN-KEY/)]);
});

it('knows that old releases had other keys', async () => {
  const gone = 'HF-REMOVED-KEYS: evaluation_strategy is gone since transformers 4.51; LLaMA-Factory stops with "Some keys are not used by the HfArgumentParser". Now eval_strategy.';
  expect(await said('evaluation_strategy: steps\n')).toEqual([`error ${gone}`]);
  expect(await said('evaluation_strategy: steps\n', '')).toEqual([`warning ${gone}`]);
  expect(await said('evaluation_strategy: steps\n', '# reasoner: llamafactory@0.9.1\n')).toEqual([]);
});

it('leaves configs of the Megatron engine alone', async () => {
  expect(await said('tensor_model_parallel_size: 2\nsequence_parallel: true\n')).toEqual([]);
});

it('checks flags as argparse does', async () => {
  const text = '#!/bin/bash\nllamafactory-cli train --model_name_or_path m --stage stf --do_train --dataset d --template qwen2_vl --output_dir out --learning_rate fast\n';
  expect((await check({ file: 'train.sh', text })).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    'LF-CHOICE: --stage takes one of pt, sft, rm, ppo, dpo, kto, not stf.',
    'LF-WRONG-TYPE: --learning_rate takes a number, not fast.',
  ]);
});

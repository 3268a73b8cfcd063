import { expect, it } from 'vitest';
import { analyse } from '../check/file';
import { frameworkModule } from '../frameworks/registry';
import { MemoryFiles } from '../memoryFiles';

/** `value[label]` of every hint of the file's first config. */
async function hints(file: string, text: string): Promise<string[]> {
  const uri = `file:///w/${file}`;
  const [context] = (await analyse(new MemoryFiles({ [uri]: text }), uri, text)).contexts;
  if (!context) return [];
  const found = await Promise.all((frameworkModule(context.framework).hints ?? []).map((rule) => rule(context)));
  return found.flat().map(({ at, label }) => `${text.slice(0, at).split(/[\s:]+/).at(-1)}[${label}]`);
}

it('says for how many processes a DeepSpeed batch is meant', async () => {
  const sizes = { train_batch_size: 64, train_micro_batch_size_per_gpu: 4, zero_optimization: { stage: 2 }, gradient_accumulation_steps: 2 };
  expect(await hints('ds.json', JSON.stringify(sizes, null, 1))).toEqual(['2[x 8 processes]']);
});

it('counts the prompts of an ms-swift generation', async () => {
  const text = '#!/bin/bash\nNPROC_PER_NODE=4 swift rlhf --rlhf_type grpo --model m --dataset d --per_device_train_batch_size 8 --num_generations 8\n';
  expect(await hints('train.sh', text)).toEqual(['8[= 4 prompts per generation]']);
});

it('counts samples and updates of an OpenRLHF step', async () => {
  const text = '#!/bin/bash\n# reasoner: openrlhf@0.11.0\npython3 -m openrlhf.cli.train_ppo_ray --rollout.batch_size 128 --rollout.n_samples_per_prompt 8 --train.batch_size 512\n';
  expect(await hints('train.sh', text)).toEqual(['128[= 1024 samples, 2 updates per step]']);
});

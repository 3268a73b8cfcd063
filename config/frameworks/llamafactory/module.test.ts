import { expect, it } from 'vitest';
import { analyse } from '../../check/file';
import type { RuleContext } from '../../check/context';
import { MemoryFiles } from '../../memoryFiles';
import { module } from './module';
import { transformersOf } from './versions';

const SFT = 'model_name_or_path: m\nstage: sft\ndo_train: true\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out\n';

async function contextOf(name: string, text: string, beside: Record<string, string> = {}): Promise<RuleContext> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [name]: text }).map(([file, content]) => [`file:///w/${file}`, content])));
  const { contexts } = await analyse(files, `file:///w/${name}`, text);
  if (!contexts[0]) throw new Error('no config');
  return contexts[0];
}

it('proposes the data sets of the one dataset_info.json, and the templates of the version', async () => {
  const context = await contextOf('configs/sft.yaml', SFT, { 'data/dataset_info.json': '{"a": {"file_name": "a.json"}, "b": {"hf_hub_url": "x/b"}}' });
  expect(await module.values?.(context, 'dataset')).toEqual(['a', 'b']);
  expect(await module.values?.(context, 'template')).toContain('qwen2_vl');
  const twice = await contextOf('configs/sft.yaml', SFT, { 'data/dataset_info.json': '{}', 'configs/data/dataset_info.json': '{}' });
  expect(await module.values?.(twice, 'dataset')).toEqual([]);
});

it('counts the processes that llamafactory-cli starts', async () => {
  const world = async (line: string): Promise<number | null> => (await contextOf('train.sh', `#!/bin/bash\n${line} llamafactory-cli train sft.yaml\n`, { 'sft.yaml': SFT })).world();
  expect(await world('CUDA_VISIBLE_DEVICES=0,1,2,3')).toBe(4);
  expect(await world('FORCE_TORCHRUN=1 NNODES=2 NPROC_PER_NODE=8')).toBe(16);
  expect(await world('CUDA_VISIBLE_DEVICES=0')).toBe(1);
  expect(await world('')).toBeNull();
});

it('checks for a transformers that the version of LLaMA-Factory admits', async () => {
  expect(transformersOf((await contextOf('sft.yaml', SFT)).versions)).toEqual({ version: expect.stringMatching(/^5\.[56]\.\d/), known: false });
  expect(transformersOf((await contextOf('sft.yaml', `# reasoner: llamafactory@0.9.4\n${SFT}`)).versions).version).toMatch(/^4\.5/);
  expect(transformersOf((await contextOf('sft.yaml', `# reasoner: llamafactory@0.9.5 transformers@4.57.1\n${SFT}`)).versions)).toMatchObject({ known: true });
});

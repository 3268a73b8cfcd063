import { expect, it } from 'vitest';
import { MemoryFiles } from '../memoryFiles';
import { modelFacts } from './facts';
import { readModelConfig } from './modelConfig';
import { imageTokens, tensorParallelSizes } from './tokens';

const uri = 'file:///work/configs/sft.yaml';
const ask = (name: string, files: Record<string, string> = {}) => modelFacts({ uri, files: new MemoryFiles(files) }, name);

it('knows published models by name, also under a local folder', async () => {
  const facts = await ask('Qwen/Qwen2.5-VL-7B-Instruct');
  expect(facts).toMatchObject({ modelType: 'qwen2_5_vl', attentionHeads: 28, keyValueHeads: 4, vision: { patch: 14, merge: 2 }, source: 'table' });
  expect(await ask('/data/models/Qwen2.5-VL-7B-Instruct/')).toEqual(facts);
  expect(facts && tensorParallelSizes(facts)).toEqual([1, 2, 4, 7, 14, 28]);
  expect(facts && imageTokens(facts, 589_824)).toBe(752);
});

it('says nothing about other names', async () => {
  expect(await ask('my-org/Qwen2.5-VL-7B-finetuned')).toBeNull();
  expect(await ask('https://huggingface.co/Qwen/Qwen2.5-VL-7B-Instruct')).toBeNull();
});

it('believes a config.json beside the path more than the name', async () => {
  const text = JSON.stringify({ model_type: 'qwen3_vl', text_config: { num_attention_heads: 8, num_key_value_heads: 2 }, vision_config: { patch_size: 16, spatial_merge_size: 2 } });
  expect(await ask('out/Qwen2.5-VL-7B-Instruct', { 'file:///work/out/Qwen2.5-VL-7B-Instruct/config.json': text })).toEqual({
    modelType: 'qwen3_vl',
    attentionHeads: 8,
    keyValueHeads: 2,
    maxPositions: null,
    vision: { patch: 16, merge: 2 },
    multimodal: true,
    source: 'config.json',
  });
});

it('survives what is no config', () => {
  for (const text of ['', '[', '[]', '{}', '{"model_type": 3}']) expect(readModelConfig(text)).toBeNull();
  expect(readModelConfig('{"model_type": "llama", "num_attention_heads": 32}')).toMatchObject({ keyValueHeads: 32, multimodal: false, vision: null });
});

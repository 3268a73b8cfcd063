import { expect, it } from 'vitest';
import { analyse } from '../check/file';
import { frameworkModule } from '../frameworks/registry';
import { MemoryFiles } from '../memoryFiles';

async function hints(text: string, gpus: string, more: Record<string, string> = {}): Promise<string[]> {
  const pipeline = `version: 1\ntargets: { here: { kind: local${gpus} } }\nstages: { a: { trainer: trl-grpo, config: a.yaml, target: here } }\n`;
  const files = new MemoryFiles({ 'file:///w/reasoner.yaml': pipeline, ...more });
  const { contexts } = await analyse(files, 'file:///w/a.yaml', text);
  const found = await Promise.all(contexts.flatMap((context) => (frameworkModule(context.framework).hints ?? []).map((rule) => rule(context))));
  return found.flat().map(({ label }) => label);
}

const CONFIG = 'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct\ndataset_name: data.jsonl\nper_device_train_batch_size: 8\ngradient_accumulation_steps: 2\nnum_generations: 16\n';

it('shows what a step is made of', async () => {
  expect(await hints(CONFIG, ', gpus: 4')).toEqual(['= 64 completions per update', '= 4 prompts, 1 update per round']);
  expect(await hints(CONFIG, '')).toEqual(['= 16 completions per update and process']);
});

it('counts the rows of data that lies here', async () => {
  const data = { 'file:///w/data.jsonl': '{"prompt": "a"}\n'.repeat(40) };
  expect(await hints(CONFIG, ', gpus: 4', data)).toContain('= 10 updates per epoch');
});

it('lists the tensor parallel sizes that fit the attention heads', async () => {
  expect(await hints(`${CONFIG}vllm_tensor_parallel_size: 4\n`, '')).toContain('of 1, 2, 4, 7, 14, 28');
});

import { expect, it } from 'vitest';
import { analyse } from '../check/file';
import { MemoryFiles } from '../memoryFiles';
import { llamafactoryHints } from './llamafactory';

const CONFIG =
  'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct\nstage: sft\ndo_train: true\nfinetuning_type: full\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out\nper_device_train_batch_size: 2\ngradient_accumulation_steps: 4\nnum_train_epochs: 3\nimage_max_pixels: 589824\n';

async function hints(beside: Record<string, string> = {}): Promise<string[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries(beside).map(([name, text]) => [`file:///w/${name}`, text])));
  const { contexts } = await analyse(files, 'file:///w/sft.yaml', CONFIG);
  const found = await Promise.all(contexts.flatMap((context) => llamafactoryHints.map((hint) => hint(context))));
  return found.flat().map(({ at, label, tooltip }) => `${CONFIG.slice(0, at).split('\n').at(-1)} ${label} | ${tooltip}`);
}

it('shows the batch and the image tokens', async () => {
  expect(await hints()).toEqual([
    'gradient_accumulation_steps: 4 = 8 samples per update and process | per_device_train_batch_size 2 x gradient_accumulation_steps 4 = 8; times the number of processes, which is not known here.',
    'image_max_pixels: 589824 <= 752 tokens per image | 589,824 pixels / (patch 14 x merge 2)^2 = 589,824 / 784 = 752 (qwen2_5_vl, table)',
  ]);
});

it('counts processes and steps where the target and the data set tell them', async () => {
  const found = await hints({
    'reasoner.yaml': 'version: 1\ntargets:\n  box: { kind: ssh, host: box, workdir: /data, gpus: 8 }\nstages:\n  only: { trainer: llamafactory, config: sft.yaml, target: box }\n',
    'data/dataset_info.json': '{"d": {"file_name": "d.json", "num_samples": 1000}}',
  });
  expect(found.slice(0, 2)).toEqual([
    'gradient_accumulation_steps: 4 = 64 samples per update | per_device_train_batch_size 2 x gradient_accumulation_steps 4 x 8 processes = 64',
    'num_train_epochs: 3 = 16 updates per epoch | 1,000 samples / 64 per update = 16, before packing',
  ]);
});

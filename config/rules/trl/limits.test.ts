import { expect, it } from 'vitest';
import { checkFile } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { stageUsing } from '../pages/page';

async function errors(lines: string, gpus = ''): Promise<string[]> {
  const files = new MemoryFiles({
    'file:///w/reasoner.yaml': stageUsing('trl-grpo', 'a.yaml').replace('kind: local', `kind: local${gpus}`),
    'file:///w/a.yaml': `model_name_or_path: m\nreport_to: tensorboard\n${lines}`,
  });
  return (await checkFile(files, 'file:///w/a.yaml')).filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

it('refuses what the model and launch arguments refuse', async () => {
  expect(await errors('load_in_8bit: true\nload_in_4bit: true\n')).toEqual(['HF-VALIDATE']);
  expect(await errors('use_vllm: true\nvllm_mode: nonsense\n')).toEqual(['TRL-CHOICE-FROM-YAML']);
  expect(await errors('accelerate_config: zero9\n')).toEqual(['TRL-LAUNCH-FLAG']);
  expect(await errors('accelerate_config: zero3\n')).toEqual([]);
});

it('knows that FSDP needs company only where the number of processes is known', async () => {
  expect(await errors('fsdp: full_shard\n', ', gpus: 1')).toContain('HF-VALIDATE');
  expect(await errors('fsdp: full_shard\n')).toEqual([]);
});

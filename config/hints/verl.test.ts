import { expect, it } from 'vitest';
import { analyse } from '../check/file';
import { frameworkModule } from '../frameworks/registry';
import { MemoryFiles } from '../memoryFiles';
import { easyr1 } from '../rules/pages/easyr1-example';
import type { Example } from '../rules/pages/page';
import { ppo, QWEN_VL } from '../rules/pages/verl-example';

/** Labels by the text in front of them. */
async function hints({ file, text, beside }: Example): Promise<Record<string, string>> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [`file:///work/${name}`, content])));
  const shown: Record<string, string> = {};
  for (const context of (await analyse(files, `file:///work/${file}`, text)).contexts) {
    for (const rule of frameworkModule(context.framework).hints ?? []) {
      for (const { at, label } of await rule(context)) shown[/[\w.]+$/.exec(text.slice(0, at).replace(/[:=]\s*\S+$/, ''))?.[0] ?? ''] = label;
    }
  }
  return shown;
}

it('counts samples, updates and accumulation of verl', async () => {
  expect(await hints(ppo())).toEqual({
    'data.train_batch_size': '= 4096 samples',
    'actor_rollout_ref.actor.ppo_mini_batch_size': '= 1024 samples, 4 updates per step',
    'actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu': 'x 32 accumulated',
  });
});

it('says nothing where a number is not known', async () => {
  expect(await hints(ppo({ 'actor_rollout_ref.rollout.n': '$1' }))).toEqual({});
});

it('counts tokens of images and divisors of heads', async () => {
  const shown = await hints(
    easyr1({ data: 'max_pixels: 1048576', actor: 'model: { model_path: models/vl }', beside: { 'models/vl/config.json': QWEN_VL } }),
  );
  expect(shown).toMatchObject({ max_pixels: '= 1337 tokens', tensor_parallel_size: 'of 1, 2, 4, 7, 14, 28', rollout_batch_size: '= 2560 samples' });
});

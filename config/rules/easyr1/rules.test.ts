// Every page of EasyR1 runs; then what people read.
import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { easyr1Rules as valuePages } from '../pages/easyr1';
import { easyr1RunRules } from '../pages/easyr1-run';
import type { Example } from '../pages/page';

const FOLDER = 'file:///work/run/';

async function findings({ file, text, beside }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [FOLDER + name, content])));
  return (await analyse(files, FOLDER + file, text)).findings;
}

describe.each(Object.entries({ ...valuePages, ...easyr1RunRules }))('%s', (id, page) => {
  const rules = async (example: Example): Promise<string[]> => (await findings(example)).map(({ rule }) => rule);
  it('is found', async () => expect(await rules(page.fails)).toContain(id));
  it('leaves nothing to say when mended', async () => expect(await rules(page.mended)).toEqual([]));
  if (page.unknown) it('is silent where it cannot know', async () => expect(await rules(page.unknown as Example)).not.toContain(id));
});

const config = (text: string): Example => ({ file: 'grpo.yaml', text });
const says = async (text: string): Promise<string[]> => (await findings(config(text))).map(({ severity, message }) => `${severity}: ${message}`);

it('puts the numbers into the message', async () => {
  expect(await says('data: { rollout_batch_size: 500 }\nworker:\n  actor: { global_batch_size: 128 }\n')).toEqual([
    'error: data.rollout_batch_size 500 is not divisible by worker.actor.global_batch_size 128; the trainer stops.',
  ]);
});

it("knows verl's names", async () => {
  expect(await says('data: { train_batch_size: 512 }\nworker:\n  actor: { global_batch_size: 128 }\n')).toEqual([
    "error: data.train_batch_size is verl's name; EasyR1 calls it data.rollout_batch_size. OmegaConf stops on keys that it does not know.",
  ]);
});

it('says nothing about what a command line may still add', async () => {
  // 500 does not divide by the default 256, and no reward function is named: both are usually overridden.
  expect(await says('data: { rollout_batch_size: 500 }\nworker:\n  actor: { strategy: fsdp }\n')).toEqual([]);
});

it('judges a whole command with the defaults', async () => {
  const found = await findings({ file: 'train.sh', text: 'python3 -m verl.trainer.main data.rollout_batch_size=500 worker.rollout.n=5\n' });
  expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['EZ-ROLLOUT-MOD-GLOBAL', 'EZ-REWARD-FUNCTION']));
});

it('says where the checkpoints of a Ray job would land', async () => {
  const command = 'ray job submit --working-dir . -- python3 -m verl.trainer.main worker.rollout.n=5 worker.reward.reward_function=/shared/r.py:main';
  const rules = async (text: string): Promise<string[]> => (await findings({ file: 'train.sh', text })).map(({ rule }) => rule);
  expect(await rules(`${command}\n`)).toEqual(['VERL-RELATIVE-PATHS']);
  expect(await rules(`${command} trainer.save_checkpoint_path=/shared/runs/a\n`)).toEqual([]);
});

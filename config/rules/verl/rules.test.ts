// Every page of verl and vLLM runs; then what people read.
import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import type { Example } from '../pages/page';
import { verlRules as valuePages } from '../pages/verl';
import { verlBatchRules } from '../pages/verl-batch';
import { ppo } from '../pages/verl-example';
import { verlRolloutRules } from '../pages/verl-rollout';
import { verlRunRules } from '../pages/verl-run';
import { vllmRules } from '../pages/vllm';

const FOLDER = 'file:///work/run/';

async function findings({ file, text, beside }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [FOLDER + name, content])));
  return (await analyse(files, FOLDER + file, text)).findings;
}

describe.each(Object.entries({ ...valuePages, ...verlBatchRules, ...verlRolloutRules, ...verlRunRules, ...vllmRules }))('%s', (id, page) => {
  const rules = async (example: Example): Promise<string[]> => (await findings(example)).map(({ rule }) => rule);
  it('is found', async () => expect(await rules(page.fails)).toContain(id));
  it('leaves nothing to say when mended', async () => expect(await rules(page.mended)).toEqual([]));
  if (page.unknown) it('is silent where it cannot know', async () => expect(await rules(page.unknown as Example)).not.toContain(id));
});

const says = async (example: Example): Promise<string[]> => (await findings(example)).map(({ severity, message }) => `${severity}: ${message}`);

it('puts the numbers into the message', async () => {
  const [said] = await says(ppo({ 'data.train_batch_size': '129', 'actor_rollout_ref.actor.ppo_mini_batch_size': '129', 'actor_rollout_ref.rollout.n': '5' }));
  expect(said).toBe('error: train_batch_size 129 x rollout.n 5 = 645 is not divisible by 8 GPUs; verl stops.');
});

it('follows interpolations', async () => {
  const found = await findings(ppo({ 'actor_rollout_ref.actor.ppo_mini_batch_size': "'${data.train_batch_size}'", 'data.train_batch_size': '100' }));
  expect(found.map(({ rule }) => rule)).not.toContain('VERL-TRAIN-LT-MINI');
});

it('takes a minus of Hydra as a deletion', async () => {
  expect(await says({ file: 'train.sh', text: ppo().text.replace('trainer.save_freq=20', '~trainer.rollout_dat_dir') })).toEqual(
    expect.arrayContaining([expect.stringContaining('Hydra cannot delete it and stops')]),
  );
});

const yaml = (text: string): Example => ({ file: 'grpo.yaml', text: `defaults: [ppo_trainer, _self_]\n${text}` });

it('says nothing about what a command line may still add to a YAML file', async () => {
  // 100 is below the default mini-batch of 256, and the rollout has no name yet.
  expect(await says(yaml('data: { train_batch_size: 100 }\n'))).toEqual([]);
});

it('refuses new keys of a YAML file in typed sections only', async () => {
  const found = await findings(yaml('actor_rollout_ref:\n  actor: { ppo_mini_batchsize: 64 }\ndata: { my_option: 1 }\n'));
  expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning']);
});

it('reads a YAML file that a command completes', async () => {
  const command = 'python3 -m verl.trainer.main_ppo --config-dir . --config-name grpo actor_rollout_ref.actor.ppo_mini_batch_size=256\n';
  const found = await findings({ file: 'train.sh', text: command, beside: { 'grpo.yaml': yaml('data: { train_batch_size: 100 }\n').text } });
  expect(found.map(({ rule }) => rule)).toContain('VERL-TRAIN-LT-MINI');
});

it('is sure of a check of newer releases only where the version is told', async () => {
  const { text } = ppo({ 'actor_rollout_ref.rollout.name': null });
  const severity = async (comment: string): Promise<(string | undefined)[]> => (await findings({ file: 'train.sh', text: comment + text })).map((finding) => finding.severity);
  expect(await severity('# reasoner: verl@0.9.0\n')).toEqual(['error']);
  expect(await severity('')).toEqual(['warning']);
  expect(await severity('# reasoner: verl@0.5.0\n')).not.toContain('error');
});

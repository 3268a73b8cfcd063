import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { deepspeedPages } from '../pages/deepspeed';
import { deepspeedTrainerPages } from '../pages/deepspeed-trainer';
import type { Example, RulePage } from '../pages/page';

const folder = 'file:///work/pipeline/';

async function check({ file, text, beside = {} }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [folder + name, content])));
  const { findings } = await analyse(files, folder + file, text);
  return findings;
}

const ALL: Record<string, RulePage> = { ...deepspeedPages, ...deepspeedTrainerPages };

describe.each(Object.entries(ALL))('%s', (id, page) => {
  const codes = async (example: Example): Promise<string[]> => (await check(example)).map((finding) => finding.rule);
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('calls the mended file clean', async () => expect(await codes(page.mended)).toEqual([]));
  it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

const said = async (config: unknown): Promise<string[]> => (await check({ file: 'ds.json', text: JSON.stringify(config) })).map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

it('puts the numbers into the equation', async () => {
  expect(await said({ train_batch_size: 30, train_micro_batch_size_per_gpu: 4, gradient_accumulation_steps: 2, zero_optimization: {} })).toEqual([
    'error DS-BATCH-EQUATION: train_batch_size 30 is no multiple of train_micro_batch_size_per_gpu 4 x gradient_accumulation_steps 2 = 8, so no number of processes fits; DeepSpeed stops with "Check batch related parameters".',
  ]);
});

it('takes what pydantic converts', async () => {
  expect(await said({ train_batch_size: 8, zero_optimization: { stage: '2', reduce_bucket_size: 5e8, overlap_comm: 'yes', allgather_bucket_size: 'auto', offload_optimizer: null } })).toEqual([]);
});

it('only remarks on what DeepSpeed drops', async () => {
  expect(await said({ train_batch_size: 8, gradient_cliping: 1, zero_optimization: { stage: 1 } })).toEqual([
    expect.stringMatching(/^warning DS-UNKNOWN-KEY: gradient_cliping is not a field of DeepSpeed [\d.]+; DeepSpeed drops it without a word\. Did you mean gradient_clipping\?$/),
  ]);
});

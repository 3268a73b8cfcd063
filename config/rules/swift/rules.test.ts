import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import type { Example, RulePage } from '../pages/page';
import { swiftPages } from '../pages/swift';
import { swiftGrpoPages } from '../pages/swift-grpo';

const folder = 'file:///work/pipeline/';

async function check({ file, text, beside = {} }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [folder + name, content])));
  return (await analyse(files, folder + file, text)).findings;
}

const ALL: Record<string, RulePage> = { ...swiftPages, ...swiftGrpoPages };

describe.each(Object.entries(ALL))('%s', (id, page) => {
  const codes = async (example: Example): Promise<string[]> => (await check(example)).map((finding) => finding.rule);
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('calls the mended file clean', async () => expect(await codes(page.mended)).toEqual([]));
  it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

const said = async (more: string, head = '# reasoner: ms-swift@4.5.3\n'): Promise<string[]> =>
  (await check({ file: 'sft.yaml', text: `${head}model: m\ndataset: [d]\ntorch_dtype: bfloat16\n${more}` })).map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

it('knows the new name of a field', async () => {
  expect(await said('train_type: lora\n')).toEqual([expect.stringMatching(/^error SW-UNKNOWN-KEY: train_type is gone since ms-swift 4\.\d+\.\d+; ms-swift stops with "remaining_argv"\. Now tuner_type\.$/)]);
  expect(await said('tuner_type: lora\n', '# reasoner: ms-swift@3.12.6\n')).toEqual([expect.stringMatching(/^error SW-UNKNOWN-KEY/)]);
});

it('converts as argparse does', async () => {
  expect(await said('learning_rate: 1e-5\nlora_ran: 8\npacking: "no"\ntruncation_strategy: null\ngradient_checkpointing_kwargs: {use_reentrant: false}\n')).toEqual([]);
});

it('leaves files for another command alone', async () => {
  expect(await said('tuner_type: lora\ntensor_model_parallel_size: 2\n')).toEqual([]);
});

it('reads the processes from the environment', async () => {
  const grpo = (environment: string): Example => ({
    file: 'grpo.sh',
    text: `#!/bin/bash\n# reasoner: ms-swift@4.5.3\n${environment} swift rlhf --rlhf_type grpo --model m --dataset d --reward_funcs accuracy --per_device_train_batch_size 2 --num_generations 8\n`,
  });
  expect((await check(grpo('NPROC_PER_NODE=2'))).map(({ message }) => message)).toEqual(['4 completions per generation (per_device_train_batch_size 2 x 2 processes x gradient_accumulation_steps 1) are not divisible by num_generations 8.']);
  expect(await check(grpo('NPROC_PER_NODE=4'))).toEqual([]);
});

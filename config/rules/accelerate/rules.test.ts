import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { acceleratePages } from '../pages/accelerate';
import type { Example, RulePage } from '../pages/page';

const folder = 'file:///work/pipeline/';

async function check({ file, text, beside = {} }: Example): Promise<{ rule: string; severity: string; message: string }[]> {
  const files = new MemoryFiles(Object.fromEntries(Object.entries({ ...beside, [file]: text }).map(([name, content]) => [folder + name, content])));
  const { findings } = await analyse(files, folder + file, text);
  return findings;
}

describe.each(Object.entries<RulePage>(acceleratePages))('%s', (id, page) => {
  const codes = async (example: Example): Promise<string[]> => (await check(example)).map((finding) => finding.rule);
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('calls the mended file clean', async () => expect(await codes(page.mended)).toEqual([]));
  it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

const said = async (text: string): Promise<string[]> => (await check({ file: 'a.yaml', text })).map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);

it('knows what YAML makes of an unquoted no', async () => {
  expect(await said('compute_environment: LOCAL_MACHINE\ndistributed_type: NO\nnum_processes: 1\nmixed_precision: no\n')).toEqual(['error ACC-WRONG-TYPE: mixed_precision: no unquoted is a boolean in YAML; accelerate launch stops on it.']);
});

it('tells keys that only lack their prefix', async () => {
  expect(await said('compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\nnum_processes: 2\nfsdp_config:\n  version: 2\n  offload_params: true\nparallelism_config:\n  cp_size: 2\n')).toEqual([
    expect.stringMatching(/^warning ACC-UNKNOWN-KEY: parallelism_config\.cp_size is no option of accelerate launch [\d.]+; it has no effect\. Did you mean parallelism_config_cp_size\?$/),
  ]);
});

it('reads the flags and the file of a launch', async () => {
  const script = (flags: string): Example => ({
    file: 'train.sh',
    text: `#!/bin/bash\naccelerate launch ${flags} trl/scripts/sft.py --config sft.yaml\n`,
    beside: { 'acc.yaml': 'compute_environment: LOCAL_MACHINE\ndistributed_type: MULTI_GPU\n', 'sft.yaml': 'model_name_or_path: m\ndataset_name: d\n' },
  });
  const codes = async (flags: string): Promise<string[]> => (await check(script(flags))).map(({ rule }) => rule).filter((rule) => rule.startsWith('ACC'));
  expect(await codes('--multi_gpu --use_deepspeed --num_processes 2')).toEqual(['ACC-ENGINE-EXCLUSIVE']);
  expect(await codes('--config_file acc.yaml')).toEqual(['ACC-NUM-PROCESSES']);
  expect(await codes('--config_file acc.yaml --num_processes 2')).toEqual([]);
});

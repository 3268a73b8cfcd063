import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { openrlhfPages } from '../pages/openrlhf';
import type { Example, RulePage } from '../pages/page';

const folder = 'file:///work/pipeline/';

async function check({ file, text }: Example): Promise<{ rule: string; severity: string; message: string; text: string }[]> {
  const { findings } = await analyse(new MemoryFiles({ [folder + file]: text }), folder + file, text);
  return findings.map((finding) => ({ ...finding, text: text.slice(finding.range.start, finding.range.end) }));
}

describe.each(Object.entries<RulePage>(openrlhfPages))('%s', (id, page) => {
  const codes = async (example: Example): Promise<string[]> => (await check(example)).map((finding) => finding.rule);
  it('finds the mistake of its page', async () => expect(await codes(page.fails)).toContain(id));
  it('calls the mended file clean', async () => expect(await codes(page.mended)).toEqual([]));
  it('is silent where what it needs is unknown', async () => expect(await codes(page.unknown as Example)).not.toContain(id));
});

const script = (flags: string, version = '# reasoner: openrlhf@0.11.0\n'): Example => ({ file: 'train.sh', text: `#!/bin/bash\n${version}python3 -m openrlhf.cli.train_ppo_ray --reward.remote_url x ${flags}\n` });

it('puts the new name in the place of the old one', async () => {
  expect(await check(script('--actor_num_nodes 1'))).toEqual([
    expect.objectContaining({ severity: 'error', text: 'actor_num_nodes', message: '--actor_num_nodes is called --actor.num_nodes since OpenRLHF 0.10.2; the command stops with "unrecognized arguments".' }),
  ]);
});

it('underlines the whole of a dotted flag', async () => {
  expect(await check(script('--actor.num_node_x 1'))).toEqual([expect.objectContaining({ text: 'actor.num_node_x', message: expect.stringContaining('Did you mean --actor.num_nodes?') as string })]);
});

it('takes the beginning of a flag as argparse does', async () => {
  expect(await check(script('--rollout.n_samples 2 --algo.advantage.est rloo'))).toEqual([]);
});

it('remarks once on a script for another version', async () => {
  const old = '--advantage_estimator group_norm --n_samples_per_prompt 1 --colocate_all_models';
  expect(await check({ ...script(old, ''), text: `python3 -m openrlhf.cli.train_ppo_ray ${old}\n`, file: 'old.sh' })).toEqual([expect.objectContaining({ severity: 'warning', rule: 'ORL-FLAG-STYLE' })]);
  const told = { file: 'old.sh', text: `# reasoner: openrlhf@0.9.0\npython3 -m openrlhf.cli.train_ppo_ray --reward_pretrain r ${old}\n` };
  expect(await check(told)).toEqual([expect.objectContaining({ rule: 'ORL-GROUP-N1', message: 'group_norm compares the answers to one prompt and needs --n_samples_per_prompt above 1, is 1.' })]);
});

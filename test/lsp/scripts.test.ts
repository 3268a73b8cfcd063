// Launch scripts are configs too: overrides and flags are checked, completed and explained like the keys of a file.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer, withCursor } from './client';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const VERL = '# reasoner: verl@0.9.0\nLR=${1:-1e-6}\nSTEPS=$(date +%s)\npython3 -m verl.trainer.main_ppo \\\n  actor_rollout_ref.rollout.name=vllm actor_rollout_ref.actor.use_dynamic_bsz=True critic.use_dynamic_bsz=True \\\n';

it('underlines an override that verl does not have, where it stands', async () => {
  const text = `${VERL}  data.train_batch_sise=512\n`;
  const found = (await server.check('typo.sh', text)).filter(({ code }) => code === 'VERL-UNKNOWN-KEY');
  expect(found.map(({ range, severity }) => ({ range, severity }))).toEqual([{ range: { start: { line: 5, character: 7 }, end: { line: 5, character: 23 } }, severity: 1 }]);
  const actions = await server.codeActions('typo.sh', found[0] ?? (() => { throw new Error('no diagnostic'); })());
  expect(actions[0]?.title).toBe('Change to data.train_batch_size');
});

it('shows how a variable got its value', async () => {
  const { text, position } = withCursor(`${VERL}  actor_rollout_ref.actor.optim.l|r=$LR\n`);
  await server.check('chain.sh', text);
  const hover = JSON.stringify(await server.hover('chain.sh', position));
  expect(hover).toContain('Resolved:');
  expect(hover).toContain('1e-6');
});

it('concludes nothing from what is known only when the script runs', async () => {
  const found = await server.check('unknown.sh', `${VERL}  data.train_batch_size=$STEPS trainer.logger='["console","tensorboard"]'\n`);
  expect(found.filter(({ severity }) => severity === 1)).toEqual([]);
});

it('completes overrides by their whole path, and values behind =', async () => {
  const { text, position } = withCursor(`${VERL}  actor_rollout_ref.actor.opt|\n`);
  await server.check('complete.sh', text);
  const items = await server.completion('complete.sh', position);
  expect(items.map(({ label }) => label)).toContain('actor_rollout_ref.actor.optim.lr');
});

it('leaves a script that launches no training alone', async () => {
  expect(await server.check('other.sh', '#!/bin/bash\nset -e\nnpm run build && echo "$X" > out\n')).toEqual([]);
});

it('makes a checkpoint folder of a Ray job absolute', async () => {
  const text = `# reasoner: verl@0.9.0\nray job submit --working-dir . -- python3 -m verl.trainer.main_ppo actor_rollout_ref.rollout.name=vllm trainer.save_freq=50 trainer.default_local_dir=out/rl\n`;
  const found = (await server.check('ray.sh', text)).find(({ code }) => code === 'VERL-RELATIVE-PATHS');
  if (!found) throw new Error('no diagnostic');
  expect((await server.codeActions('ray.sh', found))[0]?.title).toBe('Make it absolute: $PWD/out/rl');
});

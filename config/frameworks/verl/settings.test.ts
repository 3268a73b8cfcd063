import { expect, it } from 'vitest';
import { analyse } from '../../check/file';
import type { RuleContext } from '../../check/context';
import { MemoryFiles } from '../../memoryFiles';
import { bool, known, number, worldSize } from './settings';

async function contextOf(text: string, name = 'train.sh'): Promise<RuleContext> {
  const uri = `file:///work/${name}`;
  const [context] = (await analyse(new MemoryFiles({ [uri]: text }), uri, text)).contexts;
  if (!context) throw new Error('no verl config was found');
  return context;
}
const command = (overrides: string): Promise<RuleContext> => contextOf(`python3 -m verl.trainer.main_ppo ${overrides}\n`);

it('counts GPUs over nodes, defaults included', async () => {
  expect(worldSize(await command('trainer.nnodes=2'))).toBe(16);
  expect(worldSize(await command('trainer.nnodes=$1'))).toBeNull();
});

it('follows the interpolations of the shipped config', async () => {
  const context = await command('actor_rollout_ref.actor.use_dynamic_bsz=True data.max_prompt_length=777');
  expect(bool(context, 'actor_rollout_ref.rollout.log_prob_use_dynamic_bsz')).toBe(true);
  expect(number(context, 'actor_rollout_ref.rollout.prompt_length')).toBe(777);
});

it('knows nothing about a deleted key, nor about a circle', async () => {
  expect(known(await command('~trainer.logger'), 'trainer.logger')).toBeNull();
  const circle = "data.max_prompt_length='${data.max_response_length}' data.max_response_length='${data.max_prompt_length}'";
  expect(number(await command(circle), 'data.max_prompt_length')).toBeNull();
});

it('takes no defaults for a file that a command line completes', async () => {
  const context = await contextOf('defaults: [ppo_trainer, _self_]\ndata: { train_batch_size: 8 }\n', 'grpo.yaml');
  expect(number(context, 'data.train_batch_size')).toBe(8);
  expect(number(context, 'actor_rollout_ref.actor.ppo_mini_batch_size')).toBeNull();
});

it('takes the fields of the engine that is chosen', async () => {
  const context = await command('model_engine=megatron actor_rollout_ref.actor.megatron.tensor_model_parallel_size=2');
  expect(number(context, 'actor_rollout_ref.actor.megatron.pipeline_model_parallel_size')).toBe(1);
});

/** How the rollout engine is spread over the GPUs, and how many tokens it takes at once. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { int, worldSize } from '../../frameworks/easyr1/settings';
import { nearestDivisor, setTo } from '../verl/divisible';

const TP = 'worker.rollout.tensor_parallel_size';
const TOKENS = 'worker.rollout.max_num_batched_tokens';

export function tensorParallel(context: RuleContext): Finding[] {
  const [world, parallel] = [worldSize(context), int(context, TP)];
  if (parallel !== null && parallel < 0) return [warning('EZ-TP-WORLD', `${TP} ${parallel} has to be 1 or more; the rollout engine stops when it starts.`, placeOf(context, TP))];
  if (world === null || parallel === null || (parallel !== 0 && world % parallel === 0)) return [];
  const fix = parallel > 0 ? setTo(context, TP, nearestDivisor(world, parallel)) : null;
  return [error('EZ-TP-WORLD', `${world} GPUs (trainer.nnodes x n_gpus_per_node) are not divisible by ${TP} ${parallel}; the worker stops.`, placeOf(context, TP, 'trainer.n_gpus_per_node', 'trainer.nnodes'), fix)];
}

/** Batches and engines are divided by the number of GPUs. */
export function noGpus(context: RuleContext): Finding[] {
  return ['trainer.nnodes', 'trainer.n_gpus_per_node'].flatMap((path) =>
    int(context, path) === 0 ? [error('EZ-TP-WORLD', `${path} is 0: there is no GPU to train on, and the trainer stops.`, placeOf(context, path))] : [],
  );
}

export function batchedTokens(context: RuleContext): Finding[] {
  const tokens = int(context, TOKENS);
  const prompt = int(context, 'data.max_prompt_length');
  const response = int(context, 'data.max_response_length');
  if (tokens === null || prompt === null || response === null || tokens >= prompt + response) return [];
  const message = `${TOKENS} ${tokens} is smaller than max_prompt_length ${prompt} + max_response_length ${response} = ${prompt + response}; the worker stops after the actor's weights are loaded.`;
  return [warning('EZ-BATCHED-TOKENS', message, placeOf(context, TOKENS, 'data.max_response_length', 'data.max_prompt_length'), setTo(context, TOKENS, prompt + response))];
}

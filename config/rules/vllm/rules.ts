/** What vLLM refuses after the model was loaded. Every framework that rolls out with it asks with its own names. */
import type { Finding } from '../../check/context';
import { warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { nearestDivisor, setTo } from '../verl/divisible';
import { factsOf, pixelsPerToken, type RolloutView } from './view';

export async function attentionHeads(view: RolloutView): Promise<Finding[]> {
  const { path, value } = view.tensorParallel;
  if (value === null || value < 2) return [];
  const heads = (await factsOf(view))?.attentionHeads ?? null;
  if (heads === null || heads % value === 0) return [];
  const better = nearestDivisor(heads, value);
  const message = `${view.model.name} has ${heads} attention heads, which ${path} ${value} does not divide; vLLM stops when it starts. Possible are ${divisors(heads).join(', ')}.`;
  return [warning('VLLM-HEADS-TP', message, placeOf(view.context, path, view.model.path), setTo(view.context, path, better))];
}

export const divisors = (value: number): number[] => Array.from({ length: value }, (_, i) => i + 1).filter((candidate) => value % candidate === 0);

export async function imageRoom(view: RolloutView): Promise<Finding[]> {
  const { maxModelLen, maxPixels } = view;
  if (maxModelLen.value === null || maxPixels.value === null) return [];
  const perToken = pixelsPerToken(await factsOf(view));
  if (perToken === null) return [];
  const tokens = Math.floor(maxPixels.value / perToken);
  if (tokens < maxModelLen.value) return [];
  const message = `One image of ${maxPixels.value} pixels takes ${tokens} tokens (${perToken} pixels each), but ${maxModelLen.path} has room for ${maxModelLen.value} with prompt and answer; vLLM refuses such a prompt.`;
  return [warning('VLLM-MAXLEN-MM', message, placeOf(view.context, maxModelLen.path, maxPixels.path))];
}

/** Above this share nothing is left for weights, gradients and activations of a trainer on the same GPUs. */
const CROWDED = 0.9;
/** Below it the cache has no room beside the weights. */
const STARVED = 0.1;

export function memoryShare({ context, memory, colocated }: RolloutView): Finding[] {
  const { path, value } = memory;
  if (value === null) return [];
  const say = (message: string): Finding[] => [warning('VLLM-MEM-UTIL', message, placeOf(context, path))];
  if (value <= 0 || value > 1) return say(`${path} is a share of a GPU's memory, above 0 and at most 1, not ${value}; vLLM stops when it starts.`);
  if (value < STARVED) return say(`${path} ${value} leaves vLLM less than a tenth of each GPU, weights included; it usually stops with "No available memory for the cache blocks".`);
  if (colocated && value > CROWDED) return say(`${path} ${value} leaves the trainer, which shares the GPUs, less than a tenth of their memory; it usually runs out of memory. 0.4 to 0.8 are common.`);
  return [];
}

/** All of them. */
export const vllmFindings = async (view: RolloutView): Promise<Finding[]> => [...(await attentionHeads(view)), ...(await imageRoom(view)), ...memoryShare(view)];

/** How GPUs are shared out: to rollout engines, to sequence parallel ranks. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { isSynchronous, needsCritic, onFsdp, since } from '../../frameworks/verl/roles';
import { bool, number, text, worldSize } from '../../frameworks/verl/settings';
import { factsOf } from '../vllm/view';
import { nearestDivisor, setTo } from './divisible';
import { ACTOR, MODEL, REF, ROLLOUT } from './paths';
import { errorSince } from './versioned';
import { rolloutView } from './vllm';

const TP = `${ROLLOUT}.tensor_model_parallel_size`;

/** GPUs of one rollout engine: tensor x data (since 0.6) x pipeline parallel. */
function engineSize(context: RuleContext): { size: number; formula: string } | null {
  const names = ['tensor_model_parallel_size', 'data_parallel_size', 'pipeline_model_parallel_size'].filter((name) => context.fields.has(`${ROLLOUT}.${name}`));
  const sizes = names.map((name) => ({ name, value: number(context, `${ROLLOUT}.${name}`) }));
  let size = 1;
  for (const { value } of sizes) {
    if (value === null) return null;
    size *= value;
  }
  const shown = sizes.filter(({ value, name }) => value !== 1 || name.startsWith('tensor'));
  return { size, formula: shown.map(({ name, value }) => `${name} ${value}`).join(' x ') };
}

/** Engines on GPUs of their own are counted otherwise. */
const hasOwnGpus = (context: RuleContext): boolean => !isSynchronous(context) || (text(context, 'trainer.v1.trainer_mode') ?? 'sync').startsWith('separate');

export function rolloutWorld(context: RuleContext): Finding[] {
  const [world, engine] = [worldSize(context), engineSize(context)];
  if (world === null || engine === null || hasOwnGpus(context)) return [];
  const place = placeOf(context, TP, `${ROLLOUT}.data_parallel_size`, `${ROLLOUT}.pipeline_model_parallel_size`, 'trainer.n_gpus_per_node', 'trainer.nnodes');
  if (engine.size <= 0) {
    const message = `The rollout engine's parallel size is ${engine.formula}; it has to be above 0.`;
    return [engine.size === 0 ? error('VERL-TP-WORLD', message, place) : warning('VERL-TP-WORLD', message, place)];
  }
  if (world % engine.size !== 0) {
    const tensor = number(context, TP);
    const others = tensor ? engine.size / tensor : 1;
    const fix = tensor && world % others === 0 ? setTo(context, TP, nearestDivisor(world / others, tensor)) : null;
    return [error('VERL-TP-WORLD', `${world} GPUs (nnodes x n_gpus_per_node) are not divisible by the rollout engine's ${engine.formula}${engine.formula.includes(' x ') ? ` = ${engine.size}` : ''}; the worker stops.`, place, fix)];
  }
  return spread(context, engine, place);
}

/** An engine larger than a node takes whole nodes. */
function spread(context: RuleContext, engine: { size: number; formula: string }, place: Finding['range']): Finding[] {
  const perNode = number(context, 'trainer.n_gpus_per_node');
  if (perNode === null || perNode <= 0 || engine.size <= perNode || engine.size % perNode === 0) return [];
  return errorSince(context, '0.8.0', 'VERL-TP-WORLD', `The rollout engine's ${engine.formula} = ${engine.size} GPUs are no whole number of nodes with ${perNode} GPUs; verl stops.`, place);
}

export async function ulysses(context: RuleContext): Promise<Finding[]> {
  return [...removePadding(context), ...(await ulyssesHeads(context))];
}

/** The reference was checked before 0.6 only, the critic before 0.8. */
function removePadding(context: RuleContext): Finding[] {
  const found: Finding[] = [];
  const actor = since(context, '0.6.0') ? [ACTOR] : [ACTOR, REF];
  const path = 'actor_rollout_ref.model.use_remove_padding';
  const section = actor.find((one) => (number(context, `${one}.ulysses_sequence_parallel_size`) ?? 1) > 1);
  if (section && onFsdp(context) === true && bool(context, path) === false) {
    found.push(error('VERL-ULYSSES', `${section}.ulysses_sequence_parallel_size is above 1, which needs ${path} true; verl stops.`, placeOf(context, `${section}.ulysses_sequence_parallel_size`, path), setTo(context, path, 'true')));
  }
  const critic = number(context, 'critic.ulysses_sequence_parallel_size');
  if (!since(context, '0.8.0') && needsCritic(context) === true && critic !== null && critic > 1 && onFsdp(context, 'critic') === true && bool(context, 'critic.model.use_remove_padding') === false) {
    found.push(error('VERL-ULYSSES', 'critic.ulysses_sequence_parallel_size is above 1, which needs critic.model.use_remove_padding true; verl stops.', placeOf(context, 'critic.ulysses_sequence_parallel_size')));
  }
  return found;
}

/** Checked when the loaded model is patched. */
async function ulyssesHeads(context: RuleContext): Promise<Finding[]> {
  const path = `${ACTOR}.ulysses_sequence_parallel_size`;
  const size = number(context, path);
  if (size === null || size < 2 || onFsdp(context) !== true) return [];
  const facts = await factsOf(rolloutView(context));
  const [heads, shared] = [facts?.attentionHeads ?? null, facts?.keyValueHeads ?? null];
  const model = text(context, MODEL);
  const place = placeOf(context, path, MODEL);
  if (heads !== null && heads % size !== 0) {
    return [warning('VERL-ULYSSES', `${model} has ${heads} attention heads, which ulysses_sequence_parallel_size ${size} does not divide; the worker stops after the model is loaded.`, place, setTo(context, path, nearestDivisor(heads, size)))];
  }
  if (shared === null || shared % size === 0 || size % shared === 0) return [];
  return [warning('VERL-ULYSSES', `${model} has ${shared} key-value heads, and ulysses_sequence_parallel_size ${size} neither divides them nor is divided by them; the worker stops after the model is loaded.`, place)];
}

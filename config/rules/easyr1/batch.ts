/** Batch sizes that have to divide each other and the GPUs. */
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf } from '../../check/settings';
import { bool, int, text, usual, worldSize } from '../../frameworks/easyr1/settings';
import { nearestDivisor, nearestMultiple, neededMultiple, setTo } from '../verl/divisible';

const ROLLOUT = 'data.rollout_batch_size';
const N = 'worker.rollout.n';

/** The actor always trains, the critic with GAE only. */
const roles = (context: RuleContext): ('actor' | 'critic')[] => (text(context, 'algorithm.adv_estimator') === 'gae' ? ['actor', 'critic'] : ['actor']);

export function rolloutBatch(context: RuleContext): Finding[] {
  const rollout = int(context, ROLLOUT);
  if (rollout === null) return [];
  return roles(context).flatMap((role) => {
    const path = `worker.${role}.global_batch_size`;
    const global = int(context, path);
    if (global === null || (global !== 0 && rollout % global === 0)) return [];
    const place = placeOf(context, ROLLOUT, path);
    if (global === 0) return [error('EZ-ROLLOUT-MOD-GLOBAL', `${path} is 0; the rollout batch cannot be divided by it.`, place)];
    const fix = setTo(context, ROLLOUT, nearestMultiple(rollout, global)) ?? setTo(context, path, nearestDivisor(rollout, global));
    return [error('EZ-ROLLOUT-MOD-GLOBAL', `${ROLLOUT} ${rollout} is not divisible by ${path} ${global}; the trainer stops.`, place, fix)];
  });
}

export function experienceBatch(context: RuleContext): Finding[] {
  const [rollout, n] = [int(context, ROLLOUT), int(context, N)];
  if (rollout === null || n === null) return [];
  return roles(context).flatMap((role) => {
    const path = `worker.${role}.micro_batch_size_per_device_for_experience`;
    const micro = int(context, path);
    if (micro === null || (micro !== 0 && (rollout * n) % micro === 0)) return [];
    const fix = micro > 0 ? setTo(context, path, nearestDivisor(rollout * n, micro)) : null;
    return [error('EZ-EXPERIENCE-MICRO', `${ROLLOUT} ${rollout} x rollout.n ${n} = ${rollout * n} is not divisible by ${path} ${micro}; the trainer stops.`, placeOf(context, path, ROLLOUT, N), fix)];
  });
}

interface DeviceBatch {
  role: 'actor' | 'critic';
  /** Samples of one update on one data-parallel rank. */
  samples: number;
  formula: string;
}

/** As FSDPWorker normalises it; null where a part is not known. */
function deviceBatch(context: RuleContext, role: 'actor' | 'critic'): DeviceBatch | null {
  const world = worldSize(context);
  const global = int(context, `worker.${role}.global_batch_size`);
  const n = int(context, N);
  const sequence = usual(context, ulyssesPath(context, role));
  if (world === null || global === null || n === null || sequence === null || sequence < 1 || sequence > world) return null;
  const all = n > 1 ? global * n : global;
  const old = compareVersions(context.versions.of('easyr1').version, '0.3.2') < 0;
  const samples = old ? Math.floor((all * sequence) / world) : Math.floor(all / Math.floor(world / sequence));
  const ranks = sequence === 1 ? `${world} GPUs` : `(${world} GPUs / ulysses ${sequence})`;
  return { role, samples, formula: `global_batch_size ${global} x rollout.n ${n} / ${ranks} = ${samples}` };
}

const ulyssesPath = (context: RuleContext, role: string): string => (context.fields.has(`worker.${role}.ulysses_size`) ? `worker.${role}.ulysses_size` : `worker.${role}.ulysses_sequence_parallel_size`);

/** Sequence parallel ranks take whole GPUs. */
function tooManyRanks(context: RuleContext, role: string): Finding[] {
  const path = ulyssesPath(context, role);
  const [size, world] = [int(context, path), worldSize(context)];
  if (size === null || world === null || (size !== 0 && size <= world)) return [];
  return [error('EZ-GLOBAL-DEVICE-MICRO', `${path} ${size} has to be between 1 and ${world}, the number of GPUs; the worker stops.`, placeOf(context, path))];
}

export function updateBatch(context: RuleContext): Finding[] {
  return roles(context).flatMap((role) => {
    const ranks = tooManyRanks(context, role);
    if (ranks.length > 0) return ranks;
    const batch = deviceBatch(context, role);
    const path = `worker.${role}.micro_batch_size_per_device_for_update`;
    const micro = int(context, path);
    if (!batch) return [];
    const global = `worker.${role}.global_batch_size`;
    if (batch.samples === 0) return [error('EZ-GLOBAL-DEVICE-MICRO', `${role}: ${batch.formula} samples per GPU; every GPU needs at least one, the worker stops.`, placeOf(context, global, N), fixGlobal(context, role))];
    if (micro === null || (micro !== 0 && batch.samples % micro === 0)) return [];
    const fix = micro > 0 ? setTo(context, path, nearestDivisor(batch.samples, micro)) : null;
    return [error('EZ-GLOBAL-DEVICE-MICRO', `${role}: ${batch.formula} samples per GPU, not divisible by micro_batch_size_per_device_for_update ${micro}; the worker stops.`, placeOf(context, path, global, N), fix)];
  });
}

function fixGlobal(context: RuleContext, role: 'actor' | 'critic'): ReturnType<typeof setTo> {
  const [world, n] = [worldSize(context), int(context, N)];
  return world !== null && n !== null ? setTo(context, `worker.${role}.global_batch_size`, neededMultiple(world, n)) : null;
}

export function cpuOffload(context: RuleContext): Finding[] {
  return roles(context).flatMap((role) => {
    const path = `worker.${role}.fsdp.enable_cpu_offload`;
    const micro = int(context, `worker.${role}.micro_batch_size_per_device_for_update`);
    const batch = deviceBatch(context, role);
    if (bool(context, path) !== true || micro === null || !batch || batch.samples === micro) return [];
    return [error('EZ-CPU-OFFLOAD-ACCUM', `${path} needs updates without gradient accumulation, but ${batch.formula} samples per GPU come in micro batches of ${micro}; the worker stops.`, placeOf(context, path), setTo(context, path, 'false'))];
  });
}

export function groupSize(context: RuleContext): Finding[] {
  const estimator = text(context, 'algorithm.adv_estimator');
  if ((estimator !== 'grpo' && estimator !== 'rloo') || int(context, N) !== 1) return [];
  return [error('EZ-GROUP-N1', `${estimator} compares the answers to one prompt, but worker.rollout.n is 1; the trainer stops.`, placeOf(context, N, 'algorithm.adv_estimator'), setTo(context, N, 5))];
}

/** verl's SFT trainers: batches against the ranks, and intervals. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { commandOf } from '../../frameworks/verl/composition';
import { number } from '../../frameworks/verl/settings';
import { nearestDivisor, nearestMultiple, setTo } from './divisible';
import { TRAIN } from './paths';

export const sftBatch = (context: RuleContext): Finding[] => [...ranks(context), ...profileInterval(context), ...saveFrequency(context)];

/** Data-parallel ranks: processes over sequence parallel ranks. */
function rankCount(context: RuleContext): number | null {
  const world = context.world();
  const old = commandOf(context.part, context.versions.of('verl').version) === 'sft_trainer';
  if (!old && commandOf(context.part, context.versions.of('verl').version) !== 'sft_trainer_engine') return null;
  const sequence = number(context, old ? 'ulysses_sequence_parallel_size' : 'engine.ulysses_sequence_parallel_size');
  return world !== null && sequence !== null && sequence >= 1 && world % sequence === 0 ? world / sequence : null;
}

function ranks(context: RuleContext): Finding[] {
  const [batch, count] = [number(context, TRAIN), rankCount(context)];
  if (batch === null || count === null || count === 0) return [];
  const old = commandOf(context.part, context.versions.of('verl').version) === 'sft_trainer';
  const place = placeOf(context, TRAIN);
  if (batch % count !== 0) {
    const fix = setTo(context, TRAIN, nearestMultiple(batch, count));
    if (old) return [error('VERL-SFT-BATCH', `train_batch_size ${batch} is not divisible by ${count} data-parallel ranks; the trainer stops.`, place, fix)];
    const each = Math.floor(batch / count);
    return [warning('VERL-SFT-BATCH', each === 0 ? `train_batch_size ${batch} leaves nothing for some of ${count} data-parallel ranks; the data loader stops.` : `train_batch_size ${batch} on ${count} data-parallel ranks is rounded down to ${each} each: a step has ${each * count} samples.`, place, fix)];
  }
  const micro = number(context, 'data.micro_batch_size_per_gpu');
  if (!old || micro === null || micro <= 0 || (batch / count) % micro === 0) return [];
  return [error('VERL-SFT-BATCH', `train_batch_size ${batch} / ${count} ranks = ${batch / count} is not divisible by data.micro_batch_size_per_gpu ${micro}; the trainer stops.`, placeOf(context, 'data.micro_batch_size_per_gpu', TRAIN), setTo(context, 'data.micro_batch_size_per_gpu', nearestDivisor(batch / count, micro)))];
}

/** Two steps, the first before the second, both negative or neither. */
function profileInterval(context: RuleContext): Finding[] {
  const path = 'trainer.profile_interval';
  const found = setting(context, path);
  if (found.state !== 'set' || !found.entry || !context.fields.has(path)) return [];
  const steps: unknown = found.value;
  if (typeof steps === 'string' && steps.includes('${')) return [];
  if (Array.isArray(steps) && steps.length === 2) {
    const [first, last]: unknown[] = steps;
    if (typeof first === 'number' && typeof last === 'number' && last >= first && (first >= 0 || last < 0)) return [];
  }
  return [error('VERL-VALIDATE', `${path} takes two steps [first, last], first not above last and both negative to switch it off; the trainer stops.`, placeOf(context, path))];
}

function saveFrequency(context: RuleContext): Finding[] {
  const path = 'trainer.save_freq';
  if (number(context, path) !== 0) return [];
  return [warning('VERL-SAVE-OFF', `${path} 0 divides by zero at the first step; -1 saves at the end only.`, placeOf(context, path), setTo(context, path, -1))];
}

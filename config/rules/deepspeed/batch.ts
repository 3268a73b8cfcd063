/** `train_batch_size = train_micro_batch_size_per_gpu x gradient_accumulation_steps x processes`. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { entryRange, headOf } from '../../check/settings';
import { isAuto, writtenAt } from '../../frameworks/deepspeed/nodes';
import { isScalar, type Range } from '../../syntax/tree';

const TRAIN = 'train_batch_size';
const MICRO = 'train_micro_batch_size_per_gpu';
const STEPS = 'gradient_accumulation_steps';

/** A number; null where it is not given (or null); `open` where it is "auto" or not known; `wrong` for anything else. */
type Size = number | null | 'open' | 'wrong';

function sizeAt(context: RuleContext, key: string): Size {
  const entry = writtenAt(context.root, key);
  if (entry === null) return context.part.whole ? null : 'open';
  if (entry === 'unknown' || isAuto(entry.value)) return 'open';
  if (!isScalar(entry.value)) return 'wrong';
  const { value } = entry.value;
  if (value === null) return null;
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : 'wrong';
}

const placeOf = (context: RuleContext, ...keys: string[]): Range => {
  for (const key of keys) {
    const entry = writtenAt(context.root, key);
    if (entry !== null && entry !== 'unknown') return entryRange(entry);
  }
  return headOf(context);
};

export const batchSizes: Rule = (context) => {
  const sizes = [TRAIN, MICRO, STEPS].map((key): [string, Size] => [key, sizeAt(context, key)]);
  const wrong = sizes.flatMap(([key, size]): Finding[] => {
    if (size === 'wrong') return [error('DS-WRONG-TYPE', `${key} takes a whole number or "auto"; DeepSpeed computes with it at the start.`, placeOf(context, key))];
    return typeof size === 'number' && size <= 0 ? [error('DS-BATCH-EQUATION', `${key} has to be greater than 0, is ${size}.`, placeOf(context, key))] : [];
  });
  const [train, micro, steps] = sizes.map(([, size]) => size);
  if (wrong.length > 0 || train === 'open' || micro === 'open' || steps === 'open') return wrong;
  if (train === null && micro === null) return missing(context);
  return typeof train === 'number' ? equation(context, train, micro as number | null, steps as number | null) : [];
};

function missing(context: RuleContext): Finding[] {
  const only = writtenAt(context.root, STEPS) === null ? '' : ' gradient_accumulation_steps alone says nothing about the batch.';
  return [error('DS-BATCH-MISSING', `Neither ${TRAIN} nor ${MICRO} is given; DeepSpeed stops on that.${only} Give one of them, or "auto" where a trainer fills it in.`, headOf(context))];
}

function equation(context: RuleContext, train: number, micro: number | null, steps: number | null): Finding[] {
  const world = worldOf(context);
  const factors = [micro === null ? null : `${MICRO} ${micro}`, steps === null ? null : `${STEPS} ${steps}`, world === null ? null : `${world} processes`].filter((part) => part !== null);
  const per = (micro ?? 1) * (steps ?? 1) * (world ?? 1);
  const complete = micro !== null && steps !== null && world !== null;
  if (complete ? train === per : train % per === 0) return [];
  const written = `${factors.join(' x ')}${factors.length > 1 ? ` = ${per}` : ''}`;
  const message = complete
    ? `${TRAIN} ${train} is not ${written}; DeepSpeed stops with "Check batch related parameters".`
    : `${TRAIN} ${train} is no multiple of ${written}, so no ${missingFactor(micro, steps, world)} fits; DeepSpeed stops with "Check batch related parameters".`;
  const entry = writtenAt(context.root, TRAIN);
  const near = complete ? per : Math.max(1, Math.round(train / per)) * per;
  const fix = entry !== null && entry !== 'unknown' && Number.isInteger(near) ? { title: `Set ${TRAIN} to ${near}`, range: entry.value.range, text: String(near) } : null;
  return [error('DS-BATCH-EQUATION', message, placeOf(context, TRAIN), fix)];
}

const missingFactor = (micro: number | null, steps: number | null, world: number | null): string =>
  world === null ? 'number of processes' : steps === null && micro !== null ? STEPS : micro === null ? MICRO : STEPS;

/** Data-parallel processes; other kinds of parallelism take their share of the world. */
function worldOf(context: RuleContext): number | null {
  const shared = ['sequence_parallel_size', 'tensor_parallel', 'pipeline', 'expert_parallel'].some((key) => writtenAt(context.root, key) !== null);
  return shared ? null : context.world();
}

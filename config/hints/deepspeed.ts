/** Figures behind the values of a DeepSpeed config. */
import type { HintRule } from '../check/context';
import { valueAt, writtenAt } from '../frameworks/deepspeed/nodes';

const numberAt = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null);

/** What the batch sizes leave open: of three and the number of processes one follows from the others. */
const batch: HintRule = (context) => {
  const [train, micro, steps] = ['train_batch_size', 'train_micro_batch_size_per_gpu', 'gradient_accumulation_steps'].map((key) => numberAt(valueAt(context.root, key, null)));
  const world = context.world();
  if (!micro || !steps) return [];
  const entry = writtenAt(context.root, 'gradient_accumulation_steps');
  if (entry === null || entry === 'unknown') return [];
  const at = entry.value.range.end;
  const formula = `train_micro_batch_size_per_gpu ${micro} x gradient_accumulation_steps ${steps} = ${micro * steps} samples per update and process`;
  if (train && train % (micro * steps) === 0) return [{ at, label: `x ${train / (micro * steps)} processes`, tooltip: `train_batch_size ${train} / (${formula}) = ${train / (micro * steps)} processes` }];
  if (train) return [];
  if (world === null) return [{ at, label: `= ${micro * steps} samples per process`, tooltip: formula }];
  return [{ at, label: `= ${micro * steps * world} samples`, tooltip: `${formula}; x ${world} processes = ${micro * steps * world}` }];
};

export const deepspeedHints: readonly HintRule[] = [batch];

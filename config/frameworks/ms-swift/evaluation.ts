/** When ms-swift evaluates (swift/arguments/sft_args.py _init_eval_strategy): like it saves, unless told; never without data. */
import type { RuleContext } from '../../check/context';
import { numberAt, setting } from '../../check/settings';

/** Something to evaluate on; null where that is not known. */
function hasValidation(context: RuleContext): boolean | null {
  const sets = ['val_dataset', 'eval_dataset', 'cached_val_dataset'].map((key) => setting(context, key));
  if (sets.some(({ state, value }) => state === 'set' && !(Array.isArray(value) && value.length === 0))) return true;
  const ratio = numberAt(context, 'split_dataset_ratio');
  if (ratio === null || sets.some(({ state }) => state === 'unknown')) return null;
  return ratio > 0 && setting(context, 'streaming').value === false;
}

/** `no`, `steps`, `epoch` or what is written in their place; undefined where it is not known. */
export function evaluationStrategy(context: RuleContext): string | undefined {
  const validates = hasValidation(context);
  if (validates === null) return undefined;
  if (!validates) return 'no';
  const own = setting(context, 'eval_strategy').value;
  const effective = own === null ? setting(context, 'save_strategy').value : own;
  return typeof effective === 'string' ? effective : undefined;
}

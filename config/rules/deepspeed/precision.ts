/** Half precision: one kind of it. */
import type { Rule } from '../../check/context';
import { error } from '../../check/report';
import { entryRange, headOf } from '../../check/settings';
import { truthOf, valueAt, writtenAt } from '../../frameworks/deepspeed/nodes';

export const oneHalfPrecision: Rule = (context) => {
  // The old name counts only where the new one is not there.
  const bf16 = writtenAt(context.root, 'bf16') === null ? 'bfloat16' : 'bf16';
  const enabled = (section: string): boolean => truthOf(valueAt(context.root, `${section}.enabled`, false)) === true;
  if (!enabled('fp16') || !enabled(bf16)) return [];
  const entry = writtenAt(context.root, `${bf16}.enabled`);
  return [error('DS-FP16-BF16', `fp16.enabled and ${bf16}.enabled are both true; DeepSpeed takes one of them.`, entry === null || entry === 'unknown' ? headOf(context) : entryRange(entry))];
};

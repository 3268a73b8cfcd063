/** Number formats that exclude each other, or that the GPU does not have. */
import type { Rule } from '../../check/context';
import { error, warning } from '../../check/report';
import { placeOf } from '../../check/settings';
import { PythonValues } from './python';

const PAIRS = [
  ['fp16', 'bf16'],
  ['fp16_full_eval', 'bf16_full_eval'],
] as const;

export const onePrecision: Rule = (context) => {
  const values = new PythonValues(context);
  return PAIRS.flatMap(([fp16, bf16]) =>
    values.truthy(fp16) && values.truthy(bf16)
      ? [error('HF-FP16-BF16', `${fp16} and ${bf16} are both true; at most one may be.`, placeOf(context, fp16, bf16))]
      : [],
  );
};

/** NVIDIA GPUs before Ampere (compute capability below 8.0), as nvidia-smi and people name them. */
const BEFORE_AMPERE = /\b(?:V100|P100|P40|P4|M40|M60|K80|K40|T4|GV100|TITAN|GTX[ -]?\d+|RTX[ -]?20\d\d|RTX[ -]?[568]000(?! ?Ada)|1080|2080)\b/i;
const NEWER = /\b(?:A\d{2,4}|L4|L40S?|H\d{2,3}|B\d{3}|GB\d{3}|Ada|RTX[ -]?(?:[345]0\d\d|A\d{4}|PRO))\b/i;

/**
 * transformers refuses where torch says that the GPU has no bf16; torch from 2.3 on says yes for older GPUs too and
 * emulates it, so this is no error.
 */
export const bf16Hardware: Rule = (context) => {
  const { gpu } = context.target;
  if (!gpu || !BEFORE_AMPERE.test(gpu) || NEWER.test(gpu)) return [];
  const values = new PythonValues(context);
  if (!values.falsy('use_cpu') && !values.falsy('no_cuda')) return [];
  const key = ['bf16', 'bf16_full_eval'].find((name) => values.truthy(name));
  if (!key) return [];
  return [warning('HF-BF16-HARDWARE', `${key} on ${gpu}: GPUs before Ampere have no bf16. transformers stops, or with torch 2.3 and newer it is emulated and slow; use fp16.`, placeOf(context, key))];
};

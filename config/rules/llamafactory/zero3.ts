/** Options that LLaMA-Factory refuses under DeepSpeed ZeRO-3. */
import type { Rule } from '../../check/context';
import { error } from '../../check/report';
import { placeOf } from '../../check/settings';
import { zeroStage } from '../hf/deepspeed';
import { PythonValues } from '../hf/python';

const CONFLICTS = ['predict_with_generate', 'pissa_init', 'pure_bf16', 'use_unsloth', 'use_kt'];

export const zero3Conflicts: Rule = async (context) => {
  if (context.part.command !== 'train') return [];
  const values = new PythonValues(context);
  const used = CONFLICTS.filter((key) => values.truthy(key));
  const badam = values.truthy('use_badam') && values.isNot('badam_mode', 'ratio') && (context.world() ?? 1) > 1;
  if (used.length === 0 && !badam) return [];
  const stage = await zeroStage(context);
  const world = context.world();
  if (badam && ((stage !== null && stage !== 3) || (values.none('deepspeed') && world !== null))) {
    return [error('LF-VALIDATE', 'Layer-wise BAdam on more than one process needs DeepSpeed ZeRO-3.', placeOf(context, 'use_badam'))];
  }
  if (stage !== 3) return [];
  return used.map((key) => error('LF-ZERO3-CONFLICT', `${key} cannot be used with DeepSpeed ZeRO-3 (${values.text('deepspeed') ?? 'deepspeed'}).`, placeOf(context, key, 'deepspeed')));
};

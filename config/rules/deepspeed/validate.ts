/** Combinations that DeepSpeed's config classes refuse (deepspeed/runtime/config.py, zero/config.py, precision_config.py). */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { entryRange, headOf } from '../../check/settings';
import { since } from '../../check/since';
import { truthOf, valueAt, writtenAt } from '../../frameworks/deepspeed/nodes';
import type { Range } from '../../syntax/tree';

interface Refusal {
  message: string;
  path: string;
}
type Check = (context: RuleContext) => Refusal | null;

/** ZeRO stage; undefined where it is not known. */
function stageOf(context: RuleContext): number | undefined {
  const stage = valueAt(context.root, 'zero_optimization.stage', 0);
  return typeof stage === 'number' ? stage : undefined;
}

const on = (context: RuleContext, path: string): boolean => truthOf(valueAt(context.root, path, false)) === true;
const numberAt = (context: RuleContext, path: string, otherwise: number): number => {
  const value = valueAt(context.root, path, otherwise);
  return typeof value === 'number' ? value : Number.NaN;
};

/** `[old name, new names]` of one section: setting both is refused. */
const REPLACED: readonly [string, readonly string[]][] = [
  ['cpu_offload', ['offload_optimizer']],
  ['cpu_offload_param', ['offload_param']],
  ['stage3_gather_fp16_weights_on_model_save', ['stage3_gather_16bit_weights_on_model_save', 'gather_16bit_weights_on_model_save']],
];

const replaced: readonly Check[] = REPLACED.map(([old, names]) => (context) => {
  const path = `zero_optimization.${old}`;
  const both = names.find((name) => writtenAt(context.root, `zero_optimization.${name}`) !== null);
  return both !== undefined && writtenAt(context.root, path) !== null ? { message: `${old} is the old name of what ${both} sets; DeepSpeed refuses both together.`, path } : null;
});

/** One value under the name of the file and under Python's. */
const twoNames: Check = (context) => {
  for (const [path, spec] of context.fields.specs) {
    const parent = path.slice(0, path.lastIndexOf('.') + 1);
    if (!parent.startsWith('zero_optimization.') || writtenAt(context.root, path) === null) continue;
    const alias = spec.aliases?.find((name) => writtenAt(context.root, parent + name) !== null);
    if (alias !== undefined) return { message: `${parent}${alias} and ${path} are two names of one value; DeepSpeed refuses both together.`, path: parent + alias };
  }
  return null;
};

const needsZero = (path: string, stages: readonly number[]): Check => (context) => {
  const stage = stageOf(context);
  if (!on(context, path) || stage === undefined || stages.includes(stage)) return null;
  return { message: `${path} needs ZeRO stage ${stages.join(', ').replace(/, (\d)$/, ' or $1')}; the stage is ${stage}.`, path };
};

const CHECKS: readonly Check[] = [
  ...replaced,
  twoNames,
  (context) => {
    const path = 'zero_optimization.offload_optimizer.ratio';
    return numberAt(context, path, 1) < 1 && stageOf(context) !== undefined && stageOf(context) !== 3 ? { message: `${path} below 1 needs ZeRO stage 3; the stage is ${stageOf(context)}.`, path } : null;
  },
  (context) => {
    const path = 'zero_optimization.compute_grad_norm';
    const stage = stageOf(context);
    if (!context.fields.has(path) || truthOf(valueAt(context.root, path, true)) !== false || stage === undefined || stage === 1 || stage === 2) return null;
    return { message: `${path} false needs ZeRO stage 1 or 2; the stage is ${stage}.`, path };
  },
  (context) => {
    const sum = String(valueAt(context.root, 'gradient_allreduce_op', '')).toLowerCase() === 'sum';
    if (!sum || !context.fields.has('gradient_allreduce_op')) return null;
    const clash = stageOf(context) === 3 ? 'ZeRO stage 3' : on(context, 'compile.deepcompile') ? 'DeepCompile' : null;
    return clash ? { message: `gradient_allreduce_op sum is not possible with ${clash}.`, path: 'gradient_allreduce_op' } : null;
  },
  (context) => needsZero('fp16.fp16_master_weights_and_grads', since(context, 'deepspeed', '0.19.0') || !context.versions.of('deepspeed').known ? [1, 2, 3] : [2])(context),
  needsZero('bf16.bf16_master_weights_and_grads', [1, 2, 3]),
  needsZero('bf16.bf16_optimizer_states', [1, 2, 3]),
  (context) => {
    const path = 'bf16.bf16_optimizer_states';
    const needed = 'bf16.bf16_master_weights_and_grads';
    return on(context, path) && truthOf(valueAt(context.root, needed, false)) === false ? { message: `${path} needs ${needed}.`, path } : null;
  },
  (context) => {
    const path = 'fp16.loss_scale';
    return since(context, 'deepspeed', '0.18.9') && numberAt(context, path, 0) < 0 ? { message: `${path} must not be negative; 0 stands for dynamic scaling.`, path } : null;
  },
  ...['loss_scale_window', 'min_loss_scale'].map(
    (name): Check =>
      (context) => {
        const path = `fp16.${name}`;
        const dynamic = on(context, 'fp16.enabled') && valueAt(context.root, 'fp16.loss_scale', 0) === 0;
        return since(context, 'deepspeed', '0.19.3') && dynamic && numberAt(context, path, 1) <= 0 ? { message: `${path} must be greater than 0 while the loss scale is dynamic (loss_scale 0).`, path } : null;
      },
  ),
];

const placeAt = (context: RuleContext, path: string): Range => {
  const entry = writtenAt(context.root, path);
  return entry === null || entry === 'unknown' ? headOf(context) : entryRange(entry);
};

export const validation: Rule = (context) =>
  CHECKS.flatMap((check): Finding[] => {
    const refused = check(context);
    return refused ? [error('DS-VALIDATE', `${refused.message} DeepSpeed stops on it.`, placeAt(context, refused.path))] : [];
  });

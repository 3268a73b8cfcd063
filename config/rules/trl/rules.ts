/** All rules of a TRL config. */
import type { Rule, RuleContext } from '../../check/context';
import type { Finding } from '../../finding';
import { trlCatalogue } from '../../frameworks/trl/catalogue';
import type { Trainer } from '../../pipeline/types';
import { launchOfTrainer } from '../accelerate/launch';
import { deepspeedOfTrainer } from '../deepspeed/trainer';
import { hfRules } from '../hf/rules';
import { evaluationDivisible, generationBatchWhole, generationDivisible, tensorParallel } from './batch';
import { combinations } from './combinations';
import type { TrlContext } from './context';
import { unknownKeys } from './keys';
import { acceleratePreset, fsdpAlone, oneQuantization, vllmMode } from './limits';
import { resumeWeights } from './resumeWeights';
import { packingAttention, paddingFreeLength, shortLength, visionData } from './sft';
import { wrongValues } from './values';

/** The same facts under the names that the older rules of this folder use. */
function trlContext(context: RuleContext): TrlContext {
  const trainer = context.framework as Trainer;
  const catalogue = trlCatalogue(context.versions);
  const staged = context.stage !== null;
  const reader = context.stage?.reader ?? (context.part.launch ? { kind: 'command' as const } : { kind: 'unknown' as const });
  return { trainer, reader, staged, catalogue, fields: context.fields.specs, root: context.root, context };
}

const onTrl =
  (rule: (context: TrlContext) => Finding[]): Rule =>
  (context) =>
    rule(trlContext(context));

export const trlRules: readonly Rule[] = [
  ...[unknownKeys, wrongValues, ...combinations].map(onTrl),
  generationDivisible,
  generationBatchWhole,
  evaluationDivisible,
  tensorParallel,
  visionData,
  paddingFreeLength,
  shortLength,
  packingAttention,
  resumeWeights,
  oneQuantization,
  fsdpAlone,
  vllmMode,
  acceleratePreset,
  ...hfRules,
  ...deepspeedOfTrainer,
  ...launchOfTrainer,
];

/** All rules of an ms-swift command or config file. */
import type { Rule } from '../../check/context';
import { otherCommand } from '../../frameworks/ms-swift/command';
import { abbreviates } from '../../frameworks/ms-swift/words';
import { groupBatches, lengths, vllmMode } from './grpo';
import { unknownFields } from './keys';
import { mixedModality } from './modality';
import { launchOfTrainer } from '../accelerate/launch';
import { deepspeedOfTrainer } from '../deepspeed/trainer';
import { onePrecision } from '../hf/precision';
import { grpoRefusals, losses, oneTeacher, packing, processPerGpu, referenceModel, requiredFields, selfDistillation } from './startup';
import { bestModel, deepspeedPreset, fsdpPreset, ranges, scheduler, strategies, templates, transformersRanges } from './training';
import { wrongValues } from './values';

/** Rules that look fields up by name. */
const byName =
  (rule: Rule): Rule =>
  (context) =>
    abbreviates(context) ? [] : rule(context);

const rules: readonly Rule[] = [
  unknownFields,
  wrongValues,
  ...[requiredFields, packing, oneTeacher, referenceModel, losses, selfDistillation, groupBatches, vllmMode, lengths, grpoRefusals, processPerGpu, mixedModality].map(byName),
  ...deepspeedOfTrainer,
  ...launchOfTrainer,
  ...[strategies, scheduler, bestModel, deepspeedPreset, fsdpPreset, templates, ranges, onePrecision, transformersRanges].map(byName),
];

export const swiftRules: readonly Rule[] = rules.map(
  (rule): Rule =>
    (context) =>
      otherCommand(context) ? [] : rule(context),
);

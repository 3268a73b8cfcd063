/** All rules of an ms-swift command or config file. */
import type { Rule } from '../../check/context';
import { abbreviates } from '../../frameworks/ms-swift/words';
import { groupBatches, lengths, vllmMode } from './grpo';
import { unknownFields } from './keys';
import { mixedModality } from './modality';
import { grpoRefusals, packing, processPerGpu, referenceModel, requiredFields, strategies } from './startup';
import { wrongValues } from './values';

/** Rules that look fields up by name. */
const byName =
  (rule: Rule): Rule =>
  (context) =>
    abbreviates(context) ? [] : rule(context);

export const swiftRules: readonly Rule[] = [
  unknownFields,
  wrongValues,
  ...[requiredFields, strategies, packing, referenceModel, groupBatches, vllmMode, lengths, grpoRefusals, processPerGpu, mixedModality].map(byName),
];

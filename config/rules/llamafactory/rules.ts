/** All rules of LLaMA-Factory. */
import type { Rule } from '../../check/context';
import { otherEngine } from '../../frameworks/llamafactory/launch';
import { launchOfTrainer } from '../accelerate/launch';
import { deepspeedOfTrainer } from '../deepspeed/trainer';
import { hfRules } from '../hf/rules';
import { cutThoughts, imagesBeyondCutoff, packing } from './cutoff';
import { datasetStage, undefinedDatasets } from './data';
import { datasetEntries } from './datasetInfoRules';
import { everythingFrozen, visionOnText } from './freeze';
import { conv3d, flashAttention } from './hardware';
import { unknownFields } from './keys';
import { mixedModality } from './modality';
import { tokenizedPath, usedOutputFolder } from './output';
import { distributedLaunch, jsonConfig, pathSpaces } from './startup';
import { templateForImages, unknownTemplate } from './template';
import { refusals } from './validate';
import { wrongValues } from './values';
import { zero3Conflicts } from './zero3';

const rules: readonly Rule[] = [
  unknownFields,
  wrongValues,
  refusals,
  jsonConfig,
  pathSpaces,
  distributedLaunch,
  undefinedDatasets,
  datasetStage,
  unknownTemplate,
  templateForImages,
  zero3Conflicts,
  packing,
  cutThoughts,
  imagesBeyondCutoff,
  everythingFrozen,
  visionOnText,
  mixedModality,
  conv3d,
  flashAttention,
  usedOutputFolder,
  tokenizedPath,
];

/** Only training reads the Trainer's arguments. */
const whenTraining =
  (rule: Rule): Rule =>
  (context) =>
    context.part.command === 'train' ? rule(context) : [];

export const llamafactoryRules: readonly Rule[] = [...rules, ...[...hfRules, ...deepspeedOfTrainer, ...launchOfTrainer].map(whenTraining)].map(
  (rule): Rule =>
    (context) =>
      otherEngine(context) ? [] : rule(context),
);

export const datasetInfoRules: readonly Rule[] = [datasetEntries];

/** Every rule of Open-Reasoner-Zero. */
import type { Rule } from '../../check/context';
import { engines, microBatch, offload, packingLength, positive, reward, tensorParallel } from './asserts';
import { dataclassFaults, ignoredAssignments, misspelt, missingFields } from './classBody';
import { gpus, prompts } from './cluster';
import { alone, debugMode, prefix, sharedFolder, unknownOverride } from './overrides';
import { recipe } from './recipe';
import { shapes } from './shapes';
import { deadFields, everyStep, grpo, kl, lengthCap, loadCheckpoint, textOnly, trainBatch, valueHead } from './traps';
import { wrongTypes } from './types';

export const orzRules: readonly Rule[] = [
  packingLength,
  microBatch,
  reward,
  engines,
  tensorParallel,
  offload,
  positive,
  shapes,
  dataclassFaults,
  ignoredAssignments,
  missingFields,
  misspelt,
  wrongTypes,
  deadFields,
  trainBatch,
  loadCheckpoint,
  everyStep,
  lengthCap,
  kl,
  grpo,
  valueHead,
  textOnly,
  gpus,
  prompts,
  prefix,
  unknownOverride,
  alone,
  sharedFolder,
  debugMode,
  recipe,
];

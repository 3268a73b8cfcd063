/** All rules of verl's configs. */
import type { Rule } from '../../check/context';
import { batchWorld, globalMicro, miniModRanks, trainBelowMini, trainModMini } from './batch';
import { choices } from './choices';
import { imagePrompt, swallowingFilter } from './images';
import { unknownKeys } from './keys';
import { loggers, truncatedLog } from './logging';
import { dynamicPair, dynamicTokens, microSizes } from './micro';
import { rayOutputs } from './outputs';
import { rolloutWorld, ulysses } from './parallel';
import { autoResume, ignoredPath, pathForm, resumedWorld } from './resume';
import { rolloutName } from './rollout';
import { sftBatch } from './sft';
import { deadClipRatio, deadKl, defaultEstimator, groupOfOne, noHfWeights, savingOff } from './silent';
import { wrongNumbers, wrongShapes } from './types';
import { validation } from './validate';
import { maxModelLength, vllm } from './vllm';

/** The PPO trainer, and GRPO with it. */
export const verlRules: readonly Rule[] = [
  unknownKeys,
  wrongNumbers,
  wrongShapes,
  choices,
  rolloutName,
  batchWorld,
  trainBelowMini,
  trainModMini,
  miniModRanks,
  globalMicro,
  microSizes,
  dynamicPair,
  dynamicTokens,
  rolloutWorld,
  ulysses,
  validation,
  maxModelLength,
  imagePrompt,
  swallowingFilter,
  deadClipRatio,
  defaultEstimator,
  groupOfOne,
  deadKl,
  loggers,
  truncatedLog,
  savingOff,
  noHfWeights,
  ignoredPath,
  pathForm,
  autoResume,
  resumedWorld,
  rayOutputs,
  ...vllm,
];

export const verlSftRules: readonly Rule[] = [unknownKeys, wrongShapes, choices, sftBatch, loggers, ignoredPath, autoResume];

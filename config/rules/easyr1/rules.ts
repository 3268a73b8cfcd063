/** All rules of an EasyR1 config. */
import type { Rule } from '../../check/context';
import { cpuOffload, experienceBatch, groupSize, rolloutBatch, updateBatch } from './batch';
import { estimator, hybridEngine, klController, loggers, resumePath } from './choices';
import { packageClash } from './environment';
import { autoResume, missingPaths, rewardFunction } from './files';
import { imagePrompt } from './image';
import { unknownKeys } from './keys';
import { rayOutputs } from './outputs';
import { batchedTokens, noGpus, tensorParallel } from './rollout';
import { deadKl, derivedKeys, truncatedLog } from './silent';
import { wrongTypes } from './types';
import { vllm } from './vllm';

export const easyr1Rules: readonly Rule[] = [
  unknownKeys,
  wrongTypes,
  estimator,
  klController,
  hybridEngine,
  loggers,
  resumePath,
  rolloutBatch,
  experienceBatch,
  updateBatch,
  cpuOffload,
  groupSize,
  tensorParallel,
  noGpus,
  batchedTokens,
  imagePrompt,
  missingPaths,
  rewardFunction,
  derivedKeys,
  deadKl,
  autoResume,
  truncatedLog,
  packageClash,
  rayOutputs,
  ...vllm,
];

/** All rules of an accelerate config file. */
import type { Rule } from '../../check/context';
import { isLocal } from '../../frameworks/accelerate/view';
import { scalarFloat } from '../hf/scalarFloat';
import { deepspeedOptions, fileOrOptions, otherEngine, zeroInFile } from './deepspeed';
import { fsdpOptions } from './fsdp';
import { unknownFields, unusedSectionKeys } from './keys';
import { meshSizes } from './parallelism';
import { gpuIds, machines, processCount, wholeNumbers } from './processes';
import { distributedType, dynamo, environment, precision } from './words';

const rules: readonly Rule[] = [
  unknownFields,
  unusedSectionKeys,
  environment,
  distributedType,
  precision,
  dynamo,
  processCount,
  machines,
  gpuIds,
  wholeNumbers,
  fsdpOptions,
  deepspeedOptions,
  fileOrOptions,
  zeroInFile,
  otherEngine,
  meshSizes,
  scalarFloat,
];

/** Of a file for SageMaker, which another class reads, only the environment is looked at. */
export const accelerateRules: readonly Rule[] = rules.map(
  (rule): Rule =>
    (context) =>
      rule === environment || isLocal(context) ? rule(context) : [],
);

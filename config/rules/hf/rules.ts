/**
 * Rules about transformers' `TrainingArguments` and `Trainer`, shared by the frameworks that extend them: LLaMA-Factory,
 * TRL and ms-swift. Values of a wrong type or name are each framework's own business, because their parsers differ.
 */
import type { Rule } from '../../check/context';
import { bestStrategy } from './best';
import { zeroMissing } from './deepspeed';
import { bf16Hardware, onePrecision } from './precision';
import { trainingRanges } from './ranges';
import { reportToName, tensorboardOff } from './reporting';
import { saveOnlyModelConflict, saveOnlyModelResume } from './saving';
import { scalarFloat } from './scalarFloat';
import { plateau } from './scheduler';

export const hfRules: readonly Rule[] = [
  onePrecision,
  bf16Hardware,
  bestStrategy,
  plateau,
  trainingRanges,
  zeroMissing,
  reportToName,
  tensorboardOff,
  saveOnlyModelResume,
  saveOnlyModelConflict,
  scalarFloat,
];

/** Of use to accelerate's configs too. */
export { scalarFloat };

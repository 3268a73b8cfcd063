/** All rules of a DeepSpeed config. */
import type { Rule } from '../../check/context';
import { batchSizes } from './batch';
import { duplicates } from './duplicates';
import { gathered } from './gather';
import { unknownFields } from './keys';
import { oneHalfPrecision } from './precision';
import { validation } from './validate';
import { wrongValues } from './values';

export const deepspeedRules: readonly Rule[] = [unknownFields, duplicates, wrongValues, batchSizes, oneHalfPrecision, validation, gathered];

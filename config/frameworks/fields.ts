/** The field catalogue by framework. */
import type { Trainer } from '../pipeline/types';
import { type FieldSpec, type LaunchFlag, trlCatalogue } from './trl/catalogue';

export type { FieldSpec, LaunchFlag };

/** Every field that a config of the trainer may hold, by name. */
export const fieldsOf = (trainer: Trainer): ReadonlyMap<string, FieldSpec> => trlCatalogue().fields(trainer);

/** One field with type, default, choices and help; null when the framework does not have it. */
export const fieldOf = (trainer: Trainer, key: string): FieldSpec | null => fieldsOf(trainer).get(key) ?? null;

export const catalogueVersion = (): string => trlCatalogue().version;

/** Flags of `accelerate launch` that a config of `trl sft|grpo` may hold. */
export const launchFlags = (): ReadonlyMap<string, LaunchFlag> => trlCatalogue().launch;

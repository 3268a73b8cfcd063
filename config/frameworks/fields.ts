/** TRL's fields at the newest known versions, for callers that know no file: the pipeline file's phases, the plan. */
import type { FieldSpec } from '../catalogue/catalogue';
import { loadCatalogues } from '../catalogue/store';
import type { Trainer } from '../pipeline/types';
import { trlCatalogue } from './trl/catalogue';

export type { FieldSpec };
export type LaunchFlag = FieldSpec;

/** Must have ended before any of the others is asked. */
export const loadTrl = (): Promise<void> => loadCatalogues(['trl', 'transformers', 'accelerate']);

/** Every field that a config of the trainer may hold, by name. */
export const fieldsOf = (trainer: Trainer): ReadonlyMap<string, FieldSpec> => trlCatalogue().fields(trainer).specs;

/** One field with type, default, choices and help; null when the framework does not have it. */
export const fieldOf = (trainer: Trainer, key: string): FieldSpec | null => fieldsOf(trainer).get(key) ?? null;

export const catalogueVersion = (): string => trlCatalogue().version;

/** Flags of `accelerate launch` that a config of `trl sft|grpo` may hold. */
export const launchFlags = (): ReadonlyMap<string, LaunchFlag> => trlCatalogue().launch;

/** The fields of TRL's SFT and GRPO configs at the versions in use. */
import type { FieldSpec } from '../../catalogue/catalogue';
import { loadedCatalogue } from '../../catalogue/store';
import { type FieldTable, fieldTable } from '../../catalogue/fieldTable';
import { Versions } from '../../catalogue/versions';
import type { Trainer } from '../../pipeline/types';

export type { FieldSpec };

export interface TrlFields {
  readonly versions: Versions;
  readonly version: string;
  /** Flags of `accelerate launch` that a config of `trl sft|grpo` may hold. */
  readonly launch: ReadonlyMap<string, FieldSpec>;
  /** Keys of one entry of `datasets`. */
  readonly dataset: ReadonlyMap<string, FieldSpec>;
  fields(trainer: Trainer): FieldTable;
}

/** The catalogues of trl, transformers and accelerate must be loaded. */
export function trlCatalogue(versions: Versions = new Versions(new Map())): TrlFields {
  return {
    versions,
    version: versions.of('trl').version,
    launch: fieldTable('accelerate', 'launch', versions).specs,
    dataset: loadedCatalogue('trl').ownFields('DatasetConfig', versions.of('trl').version),
    fields: (trainer) => fieldTable('trl', trainer, versions),
  };
}

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

const launched = new Map<string, ReadonlyMap<string, FieldSpec>>();

/** The flags of `accelerate launch`, and the name of one of TRL's own presets for it. */
function launchKeys(versions: Versions): ReadonlyMap<string, FieldSpec> {
  let keys = launched.get(versions.key);
  if (!keys) {
    const preset: FieldSpec = {
      name: 'accelerate_config',
      owner: 'accelerate_configs',
      package: 'trl',
      type: 'str',
      accepts: ['str'],
      converts: 'str',
      choices: [...loadedCatalogue('trl').list('accelerate_presets', versions.of('trl').version)],
      openChoices: true,
      hasDefault: false,
      help: "Name of an accelerate config that ships with TRL, or the path of one's own file.",
    };
    keys = new Map([...fieldTable('accelerate', 'launch', versions).specs, [preset.name, preset]]);
    launched.set(versions.key, keys);
  }
  return keys;
}

/** The catalogues of trl, transformers and accelerate must be loaded. */
export function trlCatalogue(versions: Versions = new Versions(new Map())): TrlFields {
  return {
    versions,
    version: versions.of('trl').version,
    launch: launchKeys(versions),
    dataset: loadedCatalogue('trl').ownFields('DatasetConfig', versions.of('trl').version),
    fields: (trainer) => fieldTable('trl', trainer, versions),
  };
}

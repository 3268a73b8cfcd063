/** SFT or GRPO, told from keys that only one of them has. */
import { fieldTable } from '../../catalogue/fieldTable';
import { loadedCatalogue } from '../../catalogue/store';
import { Versions } from '../../catalogue/versions';
import { effectiveEntries, type MapNode } from '../../syntax/tree';

/** Configs of TRL's other trainers: a field that only they have says that the file is not ours. */
const OTHERS = ['DPOConfig', 'KTOConfig', 'RLOOConfig', 'RewardConfig', 'DistillationConfig'];
/** Those whose fields SFT and GRPO share by accident: such a field tells nothing. */
const AMBIGUOUS = ['DPOConfig', 'KTOConfig', 'RewardConfig'];

/** Null where the keys do not tell, or tell of another trainer. */
export function trainerFromKeys(map: MapNode): 'trl-sft' | 'trl-grpo' | null {
  const versions = new Versions(new Map());
  const catalogue = loadedCatalogue('trl');
  const sft = fieldTable('trl', 'trl-sft', versions);
  const grpo = fieldTable('trl', 'trl-grpo', versions);
  const namesOf = (groups: string[]): Set<string> => new Set(groups.flatMap((group) => [...catalogue.ownFields(group, catalogue.newest).keys()]));
  const others = namesOf(OTHERS);
  const ambiguous = namesOf(AMBIGUOUS);
  const found = { sft: false, grpo: false };
  for (const { key } of effectiveEntries(map)) {
    const inSft = sft.specs.has(key) || (!grpo.specs.has(key) && sft.history(key) !== null);
    const inGrpo = grpo.specs.has(key) || (!sft.specs.has(key) && grpo.history(key) !== null);
    if (others.has(key) && !sft.specs.has(key) && !grpo.specs.has(key)) return null;
    if (ambiguous.has(key)) continue;
    if (inSft && !inGrpo) found.sft = true;
    if (inGrpo && !inSft) found.grpo = true;
  }
  return found.sft === found.grpo ? null : found.sft ? 'trl-sft' : 'trl-grpo';
}

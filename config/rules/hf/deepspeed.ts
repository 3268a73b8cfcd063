/** The DeepSpeed config that a trainer's config names or holds. */
import type { Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { parseJson } from '../../syntax/json/parse';
import { entryOf, isScalar, type MapNode } from '../../syntax/tree';
import { perContext } from './memo';
import { oneNearby } from './nearby';

/** The config as a mapping; null where there is none, or what it says is not known. */
const deepspeedConfig = perContext(async (context): Promise<MapNode | null> => {
  const found = setting(context, 'deepspeed');
  if (found.state !== 'set') return null;
  if (typeof found.value !== 'string') return found.entry?.value.kind === 'map' ? found.entry.value : null;
  const file = await oneNearby(context, found.value);
  if (!file) return null;
  const { root, problems } = parseJson(file.text, { hjson: true });
  return root?.kind === 'map' && root.certain && problems.length === 0 ? root : null;
});

/** ZeRO stage; null where it is not known. */
export async function zeroStage(context: RuleContext): Promise<number | null> {
  const root = await deepspeedConfig(context);
  const zero = root ? entryOf(root, 'zero_optimization')?.value : undefined;
  const stage = zero?.kind === 'map' ? entryOf(zero, 'stage')?.value : undefined;
  return stage && isScalar(stage) && stage.certain && typeof stage.value === 'number' ? stage.value : null;
}

/** accelerate's `DeepSpeedPlugin`, which the Trainer builds. */
export const zeroMissing: Rule = async (context) => {
  const root = await deepspeedConfig(context);
  if (!root || root.entries.some(({ key, mark }) => key === 'zero_optimization' || mark)) return [];
  return [error('HF-VALIDATE', 'The DeepSpeed config has no zero_optimization; accelerate stops with "Please specify the ZeRO optimization config in the DeepSpeed config".', placeOf(context, 'deepspeed'))];
};

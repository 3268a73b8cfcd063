/** Keys outside the structured PPOConfig, with the name that EasyR1 has for verl's. */
import type { Finding, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { entryOf, type MapEntry, type MapNode } from '../../syntax/tree';
import { unknownKeys as everyUnknownKey } from '../shared/unknownKeys';

/** verl's names and what EasyR1's own example config calls them. */
const FROM_VERL: Readonly<Record<string, string>> = {
  'data.train_batch_size': 'data.rollout_batch_size',
  'data.gen_batch_size': 'data.mini_rollout_batch_size',
  'actor_rollout_ref.model.path': 'worker.actor.model.model_path',
  'actor_rollout_ref.actor.optim.lr': 'worker.actor.optim.lr',
  'actor_rollout_ref.actor.ppo_mini_batch_size': 'worker.actor.global_batch_size',
  'actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu': 'worker.actor.micro_batch_size_per_device_for_update',
  'actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu': 'worker.actor.micro_batch_size_per_device_for_experience',
  'actor_rollout_ref.rollout.tensor_model_parallel_size': 'worker.rollout.tensor_parallel_size',
  'actor_rollout_ref.rollout.gpu_memory_utilization': 'worker.rollout.gpu_memory_utilization',
  'actor_rollout_ref.rollout.n': 'worker.rollout.n',
  'trainer.test_freq': 'trainer.val_freq',
  'trainer.default_local_dir': 'trainer.save_checkpoint_path',
  'trainer.resume_from_path': 'trainer.load_checkpoint_path',
};

/** `config=` names the file; the launcher takes it out. */
const ignore = (path: string): boolean => path === 'config';

export function unknownKeys(context: RuleContext): Finding[] {
  const found = everyUnknownKey(context, { rule: 'EZ-UNKNOWN-KEY', consequence: 'OmegaConf stops on it', ignore }).map((finding) => withOwnName(context, finding));
  return [...found, ...otherKeys(context, context.root, '')];
}

/** `on:` or `1:` are no texts for the loader, and no field has such a name. */
function otherKeys(context: RuleContext, map: MapNode, prefix: string): Finding[] {
  return map.entries.flatMap((entry) => {
    const path = prefix + entry.key;
    if (!entry.textKey) return [error('EZ-UNKNOWN-KEY', `${entry.key} is read as a boolean or a number, which is no field of EasyR1; OmegaConf stops on it.`, entry.keyRange)];
    return entry.value.kind === 'map' && context.fields.isGroup(path) ? otherKeys(context, entry.value, `${path}.`) : [];
  });
}

function withOwnName(context: RuleContext, finding: Finding): Finding {
  const found = Object.entries(FROM_VERL).find(([theirs]) => leaf(context, theirs, finding.range.start));
  if (!found) return finding;
  const [theirs, ours] = found;
  if (!context.fields.has(ours)) return finding;
  return { ...finding, message: `${theirs} is verl's name; EasyR1 calls it ${ours}. OmegaConf stops on keys that it does not know.` };
}

/** The first unknown segment of the path stands at that offset, and the rest of the path is there. */
function leaf(context: RuleContext, path: string, start: number): boolean {
  let map = context.root;
  let hit = false;
  const segments = path.split('.');
  for (const [index, segment] of segments.entries()) {
    const entry: MapEntry | undefined = entryOf(map, segment);
    if (!entry) return false;
    hit ||= entry.keyRange.start === start;
    if (index === segments.length - 1) return hit;
    if (entry.value.kind !== 'map') return false;
    map = entry.value;
  }
  return false;
}

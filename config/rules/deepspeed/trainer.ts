/**
 * A trainer's config and the DeepSpeed file it names, side by side: transformers stops where a value of the file is not
 * the trainer's own. For TRL, LLaMA-Factory and ms-swift, which all build transformers' TrainingArguments.
 */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { type Setting, placeOf, setting } from '../../check/settings';
import { truthOf, valueAt, writtenAt } from '../../frameworks/deepspeed/nodes';
import { parseJson } from '../../syntax/json/parse';
import type { MapNode } from '../../syntax/tree';
import { oneNearby } from '../hf/nearby';
import { savesShards } from './gather';

interface Named {
  /** As the config writes it, or `deepspeed` for a config that holds the mapping itself. */
  name: string;
  root: MapNode;
}

/** The DeepSpeed config of a trainer; null where there is none, or what it says is not known. */
async function deepspeedConfig(context: RuleContext): Promise<Named | null> {
  const found = setting(context, 'deepspeed');
  if (found.state !== 'set') return null;
  if (typeof found.value !== 'string') return found.entry?.value.kind === 'map' ? { name: 'deepspeed', root: found.entry.value } : null;
  if (!/\.h?json$/.test(found.value)) return null;
  const file = await oneNearby(context, found.value);
  if (!file) return null;
  const { root, problems } = parseJson(file.text);
  return root?.kind === 'map' && root.certain && problems.length === 0 ? { name: found.value, root } : null;
}

/**
 * The trainer's value, undefined where it is not known. ms-swift and the precision of TRL fill in what is not given, so
 * only what stands in the config counts there.
 */
function given(context: RuleContext, key: string): unknown {
  const found: Setting = setting(context, key);
  if (context.framework === 'ms-swift' && found.state !== 'set') return undefined;
  return found.value === null ? undefined : found.value;
}

interface Pair {
  /** Path in the DeepSpeed file. */
  path: string;
  /** Fields of the trainer that it mirrors. */
  keys: readonly string[];
  value: (context: RuleContext) => unknown;
}

/** Processes; null also where a launcher leaves its number of nodes open. */
const worldOf = (context: RuleContext): number | null => {
  const { launch } = context.part;
  return launch && launch.launcher !== 'none' && launch.nodes === null ? null : context.world();
};

const plain = (path: string, key: string): Pair => ({ path, keys: [key], value: (context) => given(context, key) });

const MICRO = 'per_device_train_batch_size';
const STEPS = 'gradient_accumulation_steps';

/** Either flag makes the section true; false needs both to be known. */
const either = (kind: 'fp16' | 'bf16'): Pair => ({
  path: `${kind}.enabled`,
  keys: [kind, `${kind}_full_eval`],
  value: (context) => {
    const values = [given(context, kind), given(context, `${kind}_full_eval`)];
    if (values.includes(true)) return true;
    return values.every((value) => value === false) ? false : undefined;
  },
});

const PAIRS: readonly Pair[] = [
  plain('train_micro_batch_size_per_gpu', MICRO),
  plain('gradient_accumulation_steps', STEPS),
  {
    path: 'train_batch_size',
    keys: [MICRO, STEPS],
    value: (context) => {
      const [micro, steps, world] = [given(context, MICRO), given(context, STEPS), worldOf(context)];
      return typeof micro === 'number' && typeof steps === 'number' && world !== null ? micro * steps * world : undefined;
    },
  },
  plain('gradient_clipping', 'max_grad_norm'),
  plain('optimizer.params.lr', 'learning_rate'),
  {
    path: 'optimizer.params.betas',
    keys: ['adam_beta1', 'adam_beta2'],
    value: (context) => {
      const betas = [given(context, 'adam_beta1'), given(context, 'adam_beta2')];
      return betas.every((beta) => typeof beta === 'number') ? betas : undefined;
    },
  },
  plain('optimizer.params.eps', 'adam_epsilon'),
  plain('optimizer.params.weight_decay', 'weight_decay'),
  plain('scheduler.params.warmup_max_lr', 'learning_rate'),
  {
    path: 'scheduler.params.warmup_num_steps',
    keys: ['warmup_steps'],
    // Without a number of steps it follows from the length of the run.
    value: (context) => {
      const steps = given(context, 'warmup_steps');
      return typeof steps === 'number' && steps >= 1 ? steps : undefined;
    },
  },
  either('fp16'),
  either('bf16'),
];

/** Batch sizes are the framework's own to change under this option. */
const BATCH = new Set(['train_micro_batch_size_per_gpu', 'train_batch_size']);

/** Python's `!=` on the plain values of both files. */
const differs = (left: unknown, right: unknown): boolean =>
  Array.isArray(left) && Array.isArray(right) ? left.length !== right.length || left.some((item, at) => differs(item, right[at])) : Number(left) !== Number(right);

const comparable = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean' || (Array.isArray(value) && value.every((item) => typeof item === 'number'));

export const trainerMismatch: Rule = async (context) => {
  const named = await deepspeedConfig(context);
  if (!named || !trains(context)) return [];
  const finds = setting(context, 'auto_find_batch_size').value;
  return PAIRS.flatMap(({ path, keys, value }): Finding[] => {
    if (finds !== false && finds !== undefined && BATCH.has(path)) return [];
    const theirs = writtenAt(named.root, path) === null ? undefined : valueAt(named.root, path, undefined);
    const ours = value(context);
    if (!comparable(theirs) || !comparable(ours) || !differs(theirs, ours)) return [];
    const what = keys.length > 1 ? keys.join(path === 'train_batch_size' ? ' x ' : ', ') : (keys[0] ?? '');
    const factors = path === 'train_batch_size' ? ` x ${worldOf(context)} processes` : '';
    return [error('DS-HF-MISMATCH', `${named.name} sets ${path} to ${text(theirs)}, but ${what}${factors} is ${text(ours)}; transformers stops on the difference. Write "auto" in the DeepSpeed file.`, placeOf(context, ...keys.filter((key) => setting(context, key).entry), 'deepspeed'))];
  });
};

const text = (value: unknown): string => (Array.isArray(value) ? `[${value.join(', ')}]` : String(value));

/** Inference and export start no DeepSpeed engine. */
const trains = (context: RuleContext): boolean => !['infer', 'export', 'deploy', 'eval', 'app', 'rollout', 'sample'].includes(context.part.command);

export const trainerGathers: Rule = async (context) => {
  const named = await deepspeedConfig(context);
  if (!named || !trains(context) || !savesShards(named.root)) return [];
  const how = truthOf(valueAt(named.root, 'zero_optimization.stage3_gather_16bit_weights_on_model_save', null)) === false ? 'is false' : 'is not set';
  return [warning('DS-ZERO3-NO-GATHER', `${named.name} is ZeRO stage 3, and stage3_gather_16bit_weights_on_model_save ${how}: what is saved are shards, no model that a next stage can load. Set it to true.`, placeOf(context, 'deepspeed'))];
};

/** For the rule lists of the trainers. */
export const deepspeedOfTrainer: readonly Rule[] = [trainerMismatch, trainerGathers];

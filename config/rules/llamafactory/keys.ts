/** Keys that the command does not have: `HfArgumentParser` refuses them. */
import { type FieldTable, fieldTable } from '../../catalogue/fieldTable';
import { compareVersions } from '../../catalogue/versionOrder';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { headOf } from '../../check/settings';
import { enabled } from '../../frameworks/llamafactory/launch';
import { pinned } from '../../frameworks/llamafactory/versions';
import { entryOf, type MapEntry, type MapNode } from '../../syntax/tree';
import { unknownKey } from '../shared/unknownKeys';

const CONSEQUENCE = 'LLaMA-Factory stops with "Some keys are not used by the HfArgumentParser"';
/** Keys that only make sense for inference or export, so that the file cannot be meant for training. */
const NOT_TRAINING = ['export_dir', 'infer_backend', 'infer_dtype', 'vllm_maxlen', 'vllm_enforce_eager', 'sglang_maxlen'];

export const unknownFields: Rule = (context) => {
  if (enabled(context, 'ALLOW_EXTRA_ARGS') === true) return [];
  const train = trainFields(context);
  const found = context.root.entries.flatMap((entry) => checkKey(context, entry, train) ?? []);
  return [...found, ...baseKeys(context, train)];
};

/** The fields of training, where the file is for another command; null where it is a training file. */
const trainFields = (context: RuleContext): FieldTable | null =>
  context.part.command === 'train' && !forInference(context) ? null : fieldTable('llamafactory', 'train', pinned(context.versions));

/** A file by itself that sets up inference and has nothing to train on, whatever training keys it holds. */
const forInference = ({ part, root }: RuleContext): boolean =>
  part.launch === null && NOT_TRAINING.some((key) => entryOf(root, key)) && !['dataset', 'eval_dataset', 'stage'].some((key) => entryOf(root, key));

/** Fields of the command that the file is really for. */
const ownFields = (context: RuleContext): FieldTable => (forInference(context) ? fieldTable('llamafactory', 'infer', pinned(context.versions)) : context.fields);

/** `llamafactory-cli eval` (until 0.9.4) has fields of its own, `task` among them; a file does not say its command. */
const evaluation = (context: RuleContext): FieldTable | null =>
  entryOf(context.root, 'task') ? fieldTable('llamafactory', 'eval', pinned(context.versions)) : null;

function checkKey(context: RuleContext, entry: MapEntry, train: FieldTable | null): Finding | null {
  if (entry.merged || entry.overridden || ownFields(context).has(entry.key)) return derived(context, entry);
  // Half-typed: the syntax says so already.
  if (!entry.value.certain && entry.value.kind !== 'map') return null;
  if (evaluation(context)?.has(entry.key)) return null;
  if (train?.has(entry.key)) {
    const certain = context.part.launch !== null || NOT_TRAINING.some((key) => entryOf(context.root, key));
    return (certain ? error : warning)('LF-COMMAND-MISMATCH', `${entry.key} belongs to llamafactory-cli train; export, chat, api and webchat stop on it.`, entry.keyRange);
  }
  if (OLDER.includes(entry.key)) return olderKey(context, entry);
  const history = context.fields.history(entry.key);
  return unknownKey(context, entry.key, entry, { rule: history?.last.package === 'transformers' ? 'HF-REMOVED-KEYS' : 'LF-UNKNOWN-KEY', removedRule: history && history.last.package !== 'transformers' ? 'LF-UNKNOWN-KEY' : 'HF-REMOVED-KEYS', consequence: CONSEQUENCE });
}

/** Fields of transformers 4.41 to 4.49, which no release from 4.51 on has; the catalogue begins there. */
const OLDER = ['evaluation_strategy', 'dispatch_batches', 'split_batches'];

function olderKey(context: RuleContext, { key, keyRange }: MapEntry): Finding | null {
  const told = context.versions.of('transformers');
  const own = context.versions.of('llamafactory');
  if (told.known && compareVersions(told.asked ?? told.version, '4.51.0') < 0) return null;
  // LLaMA-Factory before 0.9.4 runs with such a transformers too.
  if (!told.known && own.known && compareVersions(own.version, '0.9.4') < 0) return null;
  const better = key === 'evaluation_strategy' ? 'eval_strategy' : null;
  const message = `${key} is gone since transformers 4.51; ${CONSEQUENCE}.${better ? ` Now ${better}.` : ''}`;
  const report = told.known || own.known ? error : warning;
  return report('HF-REMOVED-KEYS', message, keyRange, better ? { title: `Change to ${better}`, range: keyRange, text: better } : null);
}

/** `field(init=False)`: a name of the class that its constructor does not take. */
function derived(context: RuleContext, entry: MapEntry): Finding | null {
  if (entry.merged || entry.overridden || !context.fields.get(entry.key)?.derived) return null;
  return error('LF-UNKNOWN-KEY', `${entry.key} is set by LLaMA-Factory itself and cannot be given; ${CONSEQUENCE}.`, entry.keyRange);
}

/** A training file handed to `export`, `chat`, `api` or `webchat`: told where the command stands. */
function baseKeys(context: RuleContext, train: FieldTable | null): Finding[] {
  const root: MapNode | null | undefined = context.part.base?.root;
  if (!train || !root || context.part.launch === null) return [];
  const keys = root.entries.filter(({ key }) => !context.fields.has(key) && train.has(key)).map(({ key }) => key);
  if (keys.length === 0) return [];
  const shown = keys.slice(0, 3).join(', ') + (keys.length > 3 ? ', ...' : '');
  return [error('LF-COMMAND-MISMATCH', `The config file holds keys of llamafactory-cli train (${shown}); this command stops on them.`, headOf(context))];
}

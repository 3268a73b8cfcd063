/** Overrides on the command line: `python -m playground.orz_7b_ppo exp.actor_learning_rate=2e-6`. */
import { loadedCatalogue } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, information, warning } from '../../check/report';
import { entryRange } from '../../check/settings';
import { experimentOf } from '../../frameworks/orz/experiment';
import { suggest } from '../../suggest';
import { isScalar } from '../../syntax/tree';
import { doubtful, type View, viewOf, withView } from './view';

const isCommand = (context: RuleContext): boolean => context.part.syntax !== 'python';

/** Without `exp.` an override is parsed and thrown away. */
export const prefix: Rule = (context) => {
  if (!isCommand(context)) return [];
  return context.root.entries
    .filter(({ key, textKey }) => textKey && key !== 'exp' && !key.startsWith('hydra'))
    .map((entry) => {
      const fix = context.fields.has(entry.key) ? { title: `Write exp.${entry.key}`, range: { start: entry.keyRange.start, end: entry.keyRange.start }, text: 'exp.' } : null;
      return warning('ORZ-OVERRIDE-PREFIX', `${entry.key} is not below exp., so it is dropped without a word.`, entryRange(entry), fix);
    });
};

export const unknownOverride: Rule = async (context) => {
  if (!isCommand(context)) return [];
  const view = await viewOf(context);
  const names = view.base ? (experimentOf(view.base.root)?.names ?? null) : context.part.command === 'ppo' ? null : new Set(context.fields.specs.keys());
  if (names === null) return [];
  return view.entries().flatMap(({ key, keyRange }): Finding[] => {
    if (names.has(key)) return [];
    const meant = suggest(key, names);
    const fix = meant ? { title: `Change to ${meant}`, range: keyRange, text: meant } : null;
    const found = error('ORZ-OVERRIDE-UNKNOWN', `The experiment has no ${key}; it stops with "Attribute ${key} is not found".${meant ? ` Did you mean ${meant}?` : ''}`, keyRange, fix);
    return [view.base ? found : doubtful(found)];
  });
};

/** Defaults are computed when the class is made, before an override arrives. */
export const alone: Rule = async (context) => {
  if (!isCommand(context)) return [];
  const view = await viewOf(context);
  return view.entries().flatMap((entry): Finding[] => {
    const kept = dependents(context, view, entry.key).filter((name) => !view.entry(name));
    if (kept.length === 0) return [];
    const before = view.base ? view.base.root.entries.find(({ key, overridden }) => key === entry.key && !overridden)?.value : undefined;
    // An override that equals the default changes nothing.
    if (before && isScalar(before) && before.certain && isScalar(entry.value) && before.value === entry.value.value) return [];
    return [warning('ORZ-OVERRIDE-ALONE', `${kept.join(', ')} ${kept.length > 1 ? 'were' : 'was'} computed from ${entry.key} when the class was made and ${kept.length > 1 ? 'keep' : 'keeps'} the old value; override ${kept.length > 1 ? 'them' : 'it'} too.`, entryRange(entry))];
  });
};

/** Fields whose default was computed from `name`, in the module or, where it is not at hand, in the published one. */
function dependents(context: RuleContext, view: View, name: string): string[] {
  if (view.base) {
    const { base } = view;
    return base.root.entries.filter(({ value, key, overridden }) => !overridden && key !== name && value.via?.some((step) => step.name === name)).map(({ key }) => key);
  }
  if (context.part.command === 'ppo') return [];
  const word = new RegExp(`\\b${name.replaceAll(/[^\w]/g, '')}\\b`);
  const { version } = context.versions.of('open-reasoner-zero');
  const direct = [...loadedCatalogue('open-reasoner-zero').ownFields(context.part.command, version)];
  return direct.filter(([, spec]) => spec.defaultText !== undefined && word.test(spec.defaultText)).map(([key]) => key);
}

/** Folders carry the module's name only. */
export const sharedFolder = withView((view, context) => {
  const [first] = view.entries();
  if (!isCommand(context) || !first || view.entry('save_path')) return [];
  const text = view.text('save_path') ?? 'orz_ckpt/<module>';
  return [information('ORZ-SHARED-FOLDER', `The run writes to ${text} whatever is overridden: another run of this module writes into the same folder. Override exp.save_path, exp.ckpt_path and exp.tensorboard_log_dir.`, entryRange(first))];
});

/** Any text but `False` turns it on. */
export const debugMode: Rule = async (context) => {
  const node = context.part.launch?.env.get('DEBUG_MODE');
  if (!node?.certain || !/^(?:|0|no|off|n|f|false|FALSE)$/.test(String(node.value))) return [];
  const { base } = await viewOf(context);
  const reads = base ? base.root.entries.some(({ value }) => value.via?.some(({ name }) => name.includes('DEBUG_MODE'))) : /^orz_(?!0p5b)/.test(context.part.command);
  if (!reads) return [];
  return [warning('ORZ-DEBUG-MODE', `DEBUG_MODE is "${String(node.value)}", which turns debugging on: only the text False, or no such variable, turns it off.`, node.range)];
};

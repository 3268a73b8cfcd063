/**
 * An experiment's effective values, the same for a Python module and for overrides on a command line. Overrides stand
 * below `exp.` and are laid over the module that the command runs.
 */
import { fieldTable } from '../../catalogue/fieldTable';
import { loadCatalogues } from '../../catalogue/store';
import type { Finding, Rule, RuleContext } from '../../check/context';
import type { ConfigPart } from '../../check/part';
import { entryRange, headOf, setting, type Setting } from '../../check/settings';
import { tryRead } from '../../files';
import { type Experiment, experimentOf } from '../../frameworks/orz/experiment';
import { readOrz } from '../../frameworks/orz/read';
import { entryOf, type MapEntry, type MapNode, type Range } from '../../syntax/tree';

export interface View {
  /** Overrides of a command, not the module itself. */
  overrides: boolean;
  /** The module's own facts; null for overrides. */
  experiment: Experiment | null;
  /** The module that the overrides are laid over; null where it is not found, and for a module itself. */
  base: ConfigPart | null;
  get(name: string): Setting;
  number(name: string): number | null;
  text(name: string): string | null;
  flag(name: string): boolean | null;
  /** Written in this document. */
  entry(name: string): MapEntry | undefined;
  /** Entries of this document that count, by name. */
  entries(): MapEntry[];
  /** The first of the fields that this document sets, else the class or command. */
  place(...names: string[]): Range;
}

const views = new WeakMap<RuleContext, Promise<View>>();

export function viewOf(context: RuleContext): Promise<View> {
  let view = views.get(context);
  if (!view) {
    view = context.part.syntax === 'python' ? Promise.resolve(moduleView(context)) : overrideView(context);
    views.set(context, view);
  }
  return view;
}

function moduleView(context: RuleContext): View {
  return make(context, context.root, (name) => setting(context, name), { overrides: false, experiment: experimentOf(context.root), base: null });
}

async function overrideView(context: RuleContext): Promise<View> {
  const own = entryOf(context.root, 'exp')?.value;
  const exp: MapNode = own?.kind === 'map' ? own : { kind: 'map', entries: [], flow: false, range: context.root.range, certain: !own };
  const [base] = await Promise.all([baseOf(context), loadCatalogues(['open-reasoner-zero'])]);
  // A module that is not there but was published: its fields are in the catalogue, as far as they are literals.
  const known = base !== null || context.part.command !== 'ppo';
  const empty: MapNode = { kind: 'map', entries: [], flow: false, range: context.root.range, certain: known };
  const { base: _, ...part } = context.part;
  const below: RuleContext = base
    ? { ...context, part: base, root: base.root, fields: fieldTable('open-reasoner-zero', base.command, context.versions) }
    : { ...context, part, root: empty };
  const over: RuleContext = { ...context, part: { ...part, whole: false }, root: exp };
  const get = (name: string): Setting => {
    const entry = entryOf(exp, name);
    if (entry || !exp.certain) return setting(over, name);
    if (!context.part.whole) return { path: name, state: 'unknown', value: undefined };
    const { entry: __, ...rest } = setting(below, name);
    return rest;
  };
  return make(context, exp, get, { overrides: true, experiment: null, base });
}

/** The module that the command runs, with the variables that the command sets. */
async function baseOf(context: RuleContext): Promise<ConfigPart | null> {
  const { base, launch } = context.part;
  const text = base ? await tryRead(context.files, base.uri) : null;
  if (!base || text === null) return null;
  const environment = new Map([...(launch?.env ?? [])].map(([name, node]) => [name, node.certain ? String(node.value) : null]));
  return readOrz(context.files, base.uri, text, environment);
}

function make(context: RuleContext, root: MapNode, get: View['get'], more: Pick<View, 'overrides' | 'experiment' | 'base'>): View {
  const entry = (name: string): MapEntry | undefined => entryOf(root, name);
  const value = (name: string): unknown => get(name).value;
  return {
    ...more,
    get,
    number(name) {
      const found = value(name);
      return typeof found === 'number' && Number.isFinite(found) ? found : null;
    },
    text(name) {
      const found = value(name);
      return typeof found === 'string' ? found : null;
    },
    flag(name) {
      const found = value(name);
      return typeof found === 'boolean' ? found : null;
    },
    entry,
    entries: () => root.entries.filter((each) => !each.overridden && each.textKey),
    place(...names) {
      for (const name of names) {
        const found = entry(name);
        if (found) return entryRange(found);
      }
      return headOf(context);
    },
  };
}

/** A rule about effective values. Of a command's overrides only what they change is reported; the module has findings of its own. */
export const withView =
  (check: (view: View, context: RuleContext) => Finding[]): Rule =>
  async (context) => {
    const view = await viewOf(context);
    const found = check(view, context);
    if (!view.overrides) return found;
    const head = headOf(context);
    return found.filter(({ range }) => range.start !== head.start || range.end !== head.end).map((finding) => (view.base ? finding : doubtful(finding)));
  };

/** The module is not at hand; its published text, which people edit, stands in: no verdict. */
export const doubtful = (finding: Finding): Finding => (finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding);

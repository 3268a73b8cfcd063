/** Keys that the framework does not have, told apart by what other versions say. Shared by every framework. */
import type { History } from '../../catalogue/catalogue';
import type { Finding, RuleContext } from '../../check/context';
import { frameworkModule } from '../../frameworks/registry';
import type { PackageName } from '../../frameworks/ids';
import { renameOf } from '../../catalogue/renames';
import { suggest } from '../../suggest';
import type { MapEntry, MapNode } from '../../syntax/tree';
import type { RuleId } from '../table';

export interface UnknownKeyOptions {
  rule: RuleId;
  /** Rule for keys that another version has or had; the same as `rule` unless given. */
  removedRule?: RuleId;
  /** What happens to the run, as in `Hydra stops on it`. */
  consequence: string;
  /** Keys that something else reads. */
  ignore?(path: string, entry: MapEntry): boolean;
  /** Severity for a key that no version has; `error` unless the reader only drops it. */
  severity?: Finding['severity'];
}

/** Every key, at any depth, that is neither a field, nor a mapping of fields, nor below a free mapping. */
export function unknownKeys(context: RuleContext, options: UnknownKeyOptions): Finding[] {
  const found: Finding[] = [];
  visit(context, context.root, '', options, found);
  return found;
}

function visit(context: RuleContext, map: MapNode, prefix: string, options: UnknownKeyOptions, found: Finding[]): void {
  for (const entry of map.entries) {
    if (entry.merged || !entry.textKey) continue;
    const path = prefix + entry.key;
    const { fields } = context;
    if (options.ignore?.(path, entry)) continue;
    if (!fields.has(path) && !fields.isOpen(path)) {
      // Half-typed: the syntax says so already.
      if (entry.value.certain || entry.value.kind === 'map') found.push(unknownKey(context, path, entry, options));
    } else if (entry.value.kind === 'map' && fields.isGroup(path)) {
      visit(context, entry.value, `${path}.`, options, found);
    }
  }
}

/** One unknown key with what is known about it: gone since, new in, renamed to, meant. */
export function unknownKey(context: RuleContext, path: string, entry: MapEntry, options: UnknownKeyOptions): Finding {
  const { title, packages } = frameworkModule(context.framework);
  const name = packages[0] as PackageName;
  const history = context.fields.history(path);
  const owner = history?.last.package ?? name;
  const version = context.versions.of(owner);
  const renamed = renameOf(name, context.part.command, path, context.versions) ?? renameOf(owner, context.part.command, path, context.versions);
  const meant = renamed && context.fields.has(renamed.to) ? renamed.to : history ? null : suggestPath(context, path);
  const label = owner === name ? `${title} ${version.version}` : `${owner} ${version.version}`;
  // Some version has it, and nobody told which one runs: a remark, not a verdict.
  const open = !version.known && (history !== null || renamed !== null);
  const severity = open ? 'warning' : (options.severity ?? 'error');
  const what = describe(path, label, history, owner === name ? title : owner);
  const hint = meant ? (renamed ? ` Now ${meant}.` : ` Did you mean ${meant}?`) : '';
  const note = version.known || (!history && !renamed) ? '' : ` (Checked against the newest known version; the one in use is not known.)`;
  const text = meant ? replacement(path, meant) : null;
  return {
    rule: (history || renamed) && options.removedRule ? options.removedRule : options.rule,
    severity,
    message: `${what}; ${options.consequence}.${hint}${note}`,
    range: entry.keyRange,
    ...(text ? { fix: { title: `Change to ${meant}`, range: entry.keyRange, text } } : {}),
  };
}

function describe(path: string, label: string, history: History | null, title: string): string {
  if (history?.removedIn) return `${path} is gone since ${title} ${history.removedIn}`;
  if (history?.since) return `${path} exists only since ${title} ${history.since}, this is checked for ${label}`;
  return `${path} is not a field of ${label}`;
}

/** The last segment changes in place when the way to it stays; another place cannot be offered as one edit. */
function replacement(path: string, meant: string): string | null {
  const parent = (dotted: string): string => dotted.slice(0, dotted.lastIndexOf('.') + 1);
  return parent(path) === parent(meant) ? meant.slice(parent(meant).length) : null;
}

/** The nearest sibling, else the nearest field anywhere. */
function suggestPath(context: RuleContext, path: string): string | null {
  const parent = path.slice(0, path.lastIndexOf('.') + 1);
  const siblings = new Set<string>();
  for (const name of context.fields.specs.keys()) {
    if (name.startsWith(parent)) siblings.add(name.slice(parent.length).split('.')[0] ?? '');
  }
  const near = suggest(path.slice(parent.length), siblings);
  return near ? parent + near : null;
}

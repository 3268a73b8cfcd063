/**
 * OpenRLHF's command line as argparse sees it: `--actor.num_nodes` is one flag, and the beginning of a flag stands for
 * it where no other begins the same. Names changed from underscores to dots in 0.10.2; rules use the new ones.
 */
import type { FieldSpec } from '../../catalogue/catalogue';
import { formerNames } from '../../catalogue/renames';
import type { RuleContext } from '../../check/context';
import { converted } from '../../check/settings';
import { type ConfigNode, effectiveEntries, isScalar, type MapEntry, type MapNode, type Range } from '../../syntax/tree';

export interface Flag {
  /** As written, without dashes. */
  written: string;
  /** From the first segment to the last. */
  nameRange: Range;
  entry: MapEntry;
  /** The field it sets; null where no flag or more than one begins like it. */
  name: string | null;
  /** Fields that begin like it, where it is none itself. */
  candidates: readonly string[];
}

const cache = new WeakMap<RuleContext, readonly Flag[]>();

export function flagsOf(context: RuleContext): readonly Flag[] {
  let flags = cache.get(context);
  if (!flags) {
    flags = collect(context, context.root, '', null);
    cache.set(context, flags);
  }
  return flags;
}

function collect(context: RuleContext, map: MapNode, prefix: string, first: Range | null): Flag[] {
  return effectiveEntries(map).flatMap((entry): Flag[] => {
    const written = prefix + entry.key;
    const start = first ?? entry.keyRange;
    if (entry.value.kind === 'map') return collect(context, entry.value, `${written}.`, start);
    const exact = nameOf(context, written);
    const candidates = exact ? [] : [...context.fields.specs.keys()].filter((name) => name.startsWith(written));
    const name = exact ?? (candidates.length === 1 ? (candidates[0] ?? null) : null);
    return [{ written, nameRange: { start: start.start, end: entry.keyRange.end }, entry, name, candidates }];
  });
}

function nameOf(context: RuleContext, written: string): string | null {
  if (context.fields.get(written)) return written;
  for (const [name, spec] of context.fields.specs) if (spec.aliases?.some((alias) => alias.replace(/^-+/, '') === written)) return name;
  return null;
}

/** The field's name in the version in use, from its newest name; null where that version has no such field. */
export function fieldName(context: RuleContext, newest: string): string | null {
  if (context.fields.get(newest)) return newest;
  return formerNames('openrlhf', newest).find((name) => context.fields.get(name)) ?? null;
}

/** All values of one flag, converted; undefined where they are not known or argparse refuses them. */
export function valueOfFlag(spec: FieldSpec, node: ConfigNode): unknown {
  if (!node.certain) return undefined;
  const one = (item: ConfigNode): unknown => (isScalar(item) ? (item.kind === 'str' ? converted({ ...spec, list: false }, String(item.value)) : item.value) : undefined);
  if (!spec.list) return one(node);
  const values = (node.kind === 'list' ? node.items : [node]).map(one);
  return values.includes(undefined) ? undefined : values;
}

/** The effective value of a field by its newest name: the flag's, else the default; undefined where it is not known. */
export function valueAt(context: RuleContext, newest: string): unknown {
  const name = fieldName(context, newest);
  const spec = name === null ? undefined : context.fields.get(name);
  if (name === null || !spec) return undefined;
  const flag = flagsOf(context).findLast((each) => each.name === name);
  if (flag) return valueOfFlag(spec, flag.entry.value);
  return context.part.whole && 'default' in spec ? spec.default : undefined;
}

/** Where a field is set on the command line, by its newest name. */
export function placeAt(context: RuleContext, ...newest: string[]): Range {
  for (const each of newest) {
    const name = fieldName(context, each);
    const flag = name === null ? undefined : flagsOf(context).findLast((one) => one.name === name);
    if (flag) return { start: flag.nameRange.start, end: Math.max(flag.nameRange.end, flag.entry.value.range.end) };
  }
  return context.part.head;
}

/** The flags are those of another version than the one that stands in for the unknown one: nothing else can be said. */
export const otherVersion = (context: RuleContext): boolean =>
  !context.versions.of('openrlhf').known && flagsOf(context).some(({ name, written }) => name === null && context.fields.history(written) !== null);

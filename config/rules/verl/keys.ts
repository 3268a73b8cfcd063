/** Keys that the composed config does not have: Hydra's command line refuses them, and so do the typed sections. */
import type { Finding, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import { choosesGroup, isComposed, isOverrides } from '../../frameworks/verl/composition';
import { classFieldsKnown, isClassField, typedSection } from '../../frameworks/verl/classes';
import { known } from '../../frameworks/verl/settings';
import { setting } from '../../check/settings';
import { type MapEntry, type MapNode, valueOf } from '../../syntax/tree';
import { unknownKey } from '../shared/unknownKeys';

/** `defaults` and `hydra` are read by Hydra itself. */
const HYDRA = ['defaults', 'hydra'];

export function unknownKeys(context: RuleContext): Finding[] {
  if (!isComposed(context)) return [];
  const found: Finding[] = [];
  const added = new Set<string>();
  if (isOverrides(context)) collectAdded(context.root, '', added);
  for (const entry of context.root.entries) {
    if (!HYDRA.includes(entry.key) && !choosesGroup(context, entry)) visit(context, entry, entry.key, added, found);
  }
  return found;
}

/** Paths that `+` or `++` brings in: a later plain override of them is fine. */
function collectAdded(map: MapNode, prefix: string, added: Set<string>): void {
  for (const entry of map.entries) {
    const path = prefix + entry.key;
    if (entry.mark === '+' || entry.mark === '++') added.add(path);
    if (entry.value.kind === 'map') collectAdded(entry.value, `${path}.`, added);
  }
}

function visit(context: RuleContext, entry: MapEntry, path: string, added: ReadonlySet<string>, found: Finding[]): void {
  if (entry.merged || !entry.textKey || (!entry.value.certain && entry.value.kind !== 'map')) {
    // The key of an override is certain even where its value is not.
    if (!isOverrides(context) || !entry.textKey) return;
  }
  const { fields } = context;
  if (entry.mark === '+' || (entry.mark === '++' && !fields.has(path))) found.push(...appended(context, entry, path));
  else if (entry.mark === '~') found.push(...deleted(context, entry, path));
  if (entry.mark !== undefined) return;
  const inside = entry.value.kind === 'map' ? entry.value : null;
  if (inside && (fields.isGroup(path) || (!fields.has(path) && leadsToAdded(path, added)))) {
    for (const child of inside.entries) visit(context, child, `${path}.${child.key}`, added, found);
  } else if (!fields.has(path) && !isAdded(path, added)) {
    found.push(...(isOverrides(context) ? overridden(context, entry, path) : written(context, entry, path)));
  } else if (inside && isOverrides(context) && !isAdded(path, added) && (fields.isOpen(path) || !inside.flow)) {
    // `{}` and `null` in the schema are closed as well: a new key below them needs its plus.
    for (const child of inside.entries) visit(context, child, `${path}.${child.key}`, added, found);
  }
}

const isAdded = (path: string, added: ReadonlySet<string>): boolean => [...added].some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));
const leadsToAdded = (path: string, added: ReadonlySet<string>): boolean => [...added].some((one) => one.startsWith(`${path}.`));

function overridden(context: RuleContext, entry: MapEntry, path: string): Finding[] {
  if (context.fields.isOpen(path)) {
    return [error('VERL-UNKNOWN-KEY', `${path} is new below a section that is empty in verl; Hydra stops unless the override starts with a plus: +${path}=...`, entry.keyRange)];
  }
  return [unknownKey(context, path, entry, { rule: 'VERL-UNKNOWN-KEY', consequence: 'Hydra stops on it' })];
}

/** In a YAML file new keys are merged; the sections that become dataclasses refuse them, of the others nobody reads them. */
function written(context: RuleContext, entry: MapEntry, path: string): Finding[] {
  if (context.fields.isOpen(path)) return [];
  const section = typedSection(context, path);
  if (section === 'unknown' || (section !== null && isClassField(context, path))) return [];
  const consequence = section === null ? 'nothing reads it unless your own code does' : 'its section is typed, so the trainer stops on it';
  const severity = section !== null && classFieldsKnown(context) ? 'error' : 'warning';
  return [unknownKey(context, path, entry, { rule: 'VERL-UNKNOWN-KEY', consequence, severity })];
}

/** `+key=value` */
function appended(context: RuleContext, entry: MapEntry, path: string): Finding[] {
  const { fields } = context;
  if (!fields.has(path)) {
    const section = typedSection(context, path);
    if (section === null || section === 'unknown' || isClassField(context, path) || fields.isOpen(path)) return [];
    const message = `${path} is added to a typed section that has no such field; the trainer stops when it builds the section.`;
    const sure = classFieldsKnown(context) && (context.versions.of('verl').known || fields.history(path) === null);
    return [sure ? error('VERL-UNKNOWN-KEY', message, entry.keyRange) : warning('VERL-UNKNOWN-KEY', message, entry.keyRange)];
  }
  // Mappings and lists are merged, and null counts as absent.
  if (entry.value.kind === 'map' || entry.value.kind === 'list') return [];
  const present = fields.isGroup(path) ? true : defaultOf(context, path);
  if (present === null) return [];
  const said = context.versions.of('verl');
  const message = `${path} is there already in verl ${said.version}, so Hydra stops on the plus. Write ${path}=... or ++${path}=...`;
  return [said.known || !isNewer(context, path) ? error('VERL-PLUS-EXISTING', message, entry.keyRange) : warning('VERL-PLUS-EXISTING', `${message} (Checked against the newest known version; the one in use is not known.)`, entry.keyRange)];
}

/** An older version did not have the field, so the plus was right there. */
const isNewer = (context: RuleContext, path: string): boolean => context.fields.history(path)?.since !== null;

/** True where the schema's own value is something else than null; null where that is not known or it is null. */
function defaultOf(context: RuleContext, path: string): true | null {
  const spec = context.fields.get(path);
  if (!spec) return null;
  if (spec.required) return null;
  if ('default' in spec) return spec.default === null ? null : true;
  const resolved = spec.defaultText === undefined ? null : known(context, /^\$\{([\w.]+)\}$/.exec(spec.defaultText)?.[1] ?? '');
  return resolved !== null && resolved.value !== null ? true : null;
}

/** `~key` */
function deleted(context: RuleContext, entry: MapEntry, path: string): Finding[] {
  if (context.fields.has(path)) return deletedValue(context, entry, path);
  if (context.fields.isOpen(path)) return [];
  return [unknownKey(context, path, entry, { rule: 'VERL-UNKNOWN-KEY', consequence: 'Hydra cannot delete it and stops' })];
}

/** `~key=value` deletes only when the value is the one that is there. */
function deletedValue(context: RuleContext, entry: MapEntry, path: string): Finding[] {
  const spec = context.fields.get(path);
  if (!spec || !('default' in spec) || !entry.value.certain || entry.value.kind === 'null') return [];
  const [given, there] = [valueOf(entry.value), spec.default];
  if (JSON.stringify(given) === JSON.stringify(there) || setting(context, path).entry !== entry) return [];
  return [error('VERL-UNKNOWN-KEY', `${path} is ${JSON.stringify(there)} and not ${JSON.stringify(given)}, so Hydra does not delete it and stops. ~${path} deletes it whatever it is.`, entry.keyRange)];
}

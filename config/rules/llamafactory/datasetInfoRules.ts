/** `dataset_info.json`: an entry per data set, with where it lies and how its columns and roles are called. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error, warning } from '../../check/report';
import type { FieldSpec } from '../../catalogue/catalogue';
import { suggest } from '../../suggest';
import { effectiveEntries, entryOf, isScalar, type MapEntry } from '../../syntax/tree';

const SOURCES = ['hf_hub_url', 'ms_hub_url', 'om_hub_url', 'script_url', 'cloud_file_name', 'file_name'];
const NAMES: Readonly<Record<string, string>> = { int: 'a whole number', str: 'text', bool: 'true or false', null: 'null' };

export const datasetEntries: Rule = (context) => effectiveEntries(context.root).flatMap((entry) => checkEntry(context, entry));

function checkEntry(context: RuleContext, { key, keyRange, value }: MapEntry): Finding[] {
  if (!value.certain) return [];
  if (value.kind !== 'map') return [error('LF-DATASET-INFO', `${key} must be a mapping that describes a data set; LLaMA-Factory breaks when it is used.`, value.range)];
  const found = effectiveEntries(value).flatMap((entry) => checkKey(context, key, '', entry));
  const uncertain = value.entries.some((entry) => !entry.value.certain);
  if (!uncertain && !SOURCES.some((source) => entryOf(value, source))) found.push(error('LF-DATASET-INFO', `${key} says not where its data lies: give it a file_name, an hf_hub_url or another source.`, keyRange));
  return found;
}

function checkKey(context: RuleContext, name: string, prefix: string, entry: MapEntry): Finding[] {
  const path = prefix + entry.key;
  const { value } = entry;
  if (!value.certain) return [];
  if (prefix === '' && (path === 'columns' || path === 'tags')) {
    if (value.kind === 'map') return effectiveEntries(value).flatMap((inner) => checkKey(context, name, `${path}.`, inner));
    return [error('LF-DATASET-INFO', `${path} of ${name} must be a mapping; LLaMA-Factory breaks when ${name} is used.`, value.range)];
  }
  // Below any name the fields are the same; the name itself may hold dots.
  const spec = context.fields.get(`_.${path}`);
  if (spec) return checkValue(name, spec, entry);
  // Nobody reads it, and other versions or tools may; only what looks like a slip is told.
  const meant = context.fields.history(`_.${path}`) ? null : suggest(entry.key, siblings(context, prefix));
  if (!meant) return [];
  return [warning('LF-DATASET-INFO', `LLaMA-Factory does not read ${entry.key} here and says nothing about it. Did you mean ${meant}?`, entry.keyRange, { title: `Change to ${meant}`, range: inside(entry.keyRange, entry.key), text: meant })];
}

/** The key without its quotes. */
const inside = (range: MapEntry['keyRange'], key: string): MapEntry['keyRange'] =>
  range.end - range.start === key.length + 2 ? { start: range.start + 1, end: range.end - 1 } : range;

const siblings = (context: RuleContext, prefix: string): string[] => [
  ...(prefix === '' ? ['columns', 'tags'] : []),
  ...[...context.fields.specs.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)).filter((rest) => !rest.includes('.')),
];

/** What breaks when the data set is used; the rest passes and misleads. */
function checkValue(name: string, spec: FieldSpec, { value, key }: MapEntry): Finding[] {
  const kind = value.kind === 'map' ? 'dict' : value.kind;
  if (spec.choices && isScalar(value)) {
    if (value.kind === 'str' && spec.choices.includes(String(value.value))) return [];
    return [error('LF-DATASET-INFO', `${key} of ${name} is one of ${spec.choices.join(', ')}, not ${value.source}.`, value.range)];
  }
  if (spec.accepts.some((accepted) => accepted === kind)) return [];
  const message = `${key} of ${name} takes ${spec.accepts.map((accepted) => NAMES[accepted] ?? accepted).join(' or ')}.`;
  const breaks = SOURCES.includes(spec.name) || spec.name === 'num_samples';
  return [(breaks ? error : warning)('LF-DATASET-INFO', message, value.range)];
}

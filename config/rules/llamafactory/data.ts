/** Data sets: are they there, and do the options around them fit. */
import type { Finding, Rule, RuleContext } from '../../check/context';
import { error } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import type { Fix } from '../../finding';
import { type DatasetInfo, datasetInfo, datasetNames, trainingData } from '../../frameworks/llamafactory/datasetInfo';
import { suggest } from '../../suggest';
import { standsAsWritten } from '../hf/replace';
import { entryOf, isScalar, type Range } from '../../syntax/tree';

/** A name that `dataset_info.json` does not define, or something that is no name. */
export const undefinedDatasets: Rule = async (context) => {
  if (context.part.command !== 'train') return [];
  const keys = (['dataset', 'eval_dataset'] as const).filter((key) => setting(context, key).state === 'set');
  const info = keys.length > 0 ? await datasetInfo(context) : null;
  return info ? keys.flatMap((key) => undefinedNames(context, info, key)) : [];
};

function undefinedNames(context: RuleContext, info: DatasetInfo, key: 'dataset' | 'eval_dataset'): Finding[] {
  const { value } = setting(context, key);
  if (typeof value === 'boolean' || typeof value === 'number') {
    return [error('LF-DATASET-UNDEFINED', `${key} takes names of data sets, not ${value}; LLaMA-Factory breaks on it.`, placeOf(context, key))];
  }
  // A number in a list is no key of a JSON object either.
  const given = Array.isArray(value) ? value.filter((name) => typeof name !== 'object') : (datasetNames(context, key) ?? []);
  const names = given.filter((name) => typeof name !== 'string' || !info.entries.has(name)).map(String);
  return names.map((name) => {
    const meant = suggest(name, info.entries.keys());
    const { range, exact } = nameRange(context, key, name);
    const fix: Fix | null = meant && exact ? { title: `Change to ${meant}`, range, text: meant } : null;
    const hint = meant ? ` Did you mean ${meant}?` : '';
    return error('LF-DATASET-UNDEFINED', `${name || 'An empty name'} is not defined in ${info.folder}/dataset_info.json.${hint}`, range, fix);
  });
}

/** Where one of the comma separated names stands. */
function nameRange(context: RuleContext, key: string, name: string): { range: Range; exact: boolean } {
  const entry = setting(context, key).entry;
  const nodes = !entry || entry.merged ? [] : isScalar(entry.value) ? [entry.value] : entry.value.kind === 'list' ? entry.value.items.filter(isScalar) : [];
  for (const node of nodes) {
    const at = name === '' ? -1 : offsetOf(node.source, name);
    // The source stands in the document as it is, unless escapes or variables made it.
    if (at >= 0 && standsAsWritten(node)) return { range: { start: node.range.start + at, end: node.range.start + at + name.length }, exact: true };
  }
  return { range: placeOf(context, key), exact: false };
}

function offsetOf(source: string, name: string): number {
  let from = 0;
  for (const part of source.split(',')) {
    if (part.trim().replace(/^["']|["']$/g, '').trim() === name) return from + part.indexOf(name);
    from += part.length + 1;
  }
  return -1;
}

/** Preference pairs (`ranking`) belong to reward modelling and DPO, everything else to the other stages. */
export const datasetStage: Rule = async (context) => {
  const stage = setting(context, 'stage').value;
  if (context.part.command !== 'train' || typeof stage !== 'string') return [];
  const pairs = stage === 'rm' || stage === 'dpo';
  if (!pairs && !['pt', 'sft', 'ppo', 'kto'].includes(stage)) return [];
  const data = (await trainingData(context)) ?? [];
  return data.flatMap(({ name, map }): Finding[] => {
    const node = map && entryOf(map, 'ranking')?.value;
    const ranking = node ? (isScalar(node) && node.certain && node.kind === 'bool' ? node.value : null) : false;
    if (ranking === null || ranking === pairs) return [];
    const why = pairs ? `stage ${stage} needs pairs, and ${name} has no "ranking": true` : `${name} holds preference pairs ("ranking": true), which stage ${stage} does not take`;
    return [error('LF-DATASET-STAGE', `${why}; LLaMA-Factory stops with "The dataset is not applicable in the current training stage".`, nameRange(context, 'dataset', name).range)];
  });
};

/** `dataset_info.json` beside a LLaMA-Factory config: which data sets there are, and what is in them. */
import type { RuleContext } from '../../check/context';
import { setting } from '../../check/settings';
import { perContext } from '../../rules/hf/memo';
import { oneNearby } from '../../rules/hf/nearby';
import { parseJson } from '../../syntax/json/parse';
import { effectiveEntries, entryOf, isScalar, type MapNode } from '../../syntax/tree';

export interface DatasetEntry {
  name: string;
  /** The entry of the file; null where it is no mapping. */
  map: MapNode | null;
  /** Columns that hold media, as the entry names them. */
  media: { images: boolean; videos: boolean; audios: boolean };
  /** Samples that are drawn from it, when the entry says so. */
  samples: number | null;
}

export interface DatasetInfo {
  uri: string;
  /** As the config names the folder. */
  folder: string;
  text: string;
  entries: ReadonlyMap<string, DatasetEntry>;
}

/** Null where the folder is elsewhere (`ONLINE`, `REMOTE:`), not there, there twice, or the file is broken. */
export const datasetInfo = perContext(async (context): Promise<DatasetInfo | null> => {
  const { value: folder } = setting(context, 'dataset_dir');
  if (typeof folder !== 'string' || folder === 'ONLINE' || folder.startsWith('REMOTE:')) return null;
  const file = await oneNearby(context, `${folder}/dataset_info.json`);
  if (!file) return null;
  const entries = entriesOf(file.text);
  return entries && { uri: file.uri, folder, text: file.text, entries };
});

/** The last texts that were read: a keystroke in the config changes none of them. */
const parsed = new Map<string, ReadonlyMap<string, DatasetEntry> | null>();
const MAX_PARSED = 4;

function entriesOf(text: string): ReadonlyMap<string, DatasetEntry> | null {
  let entries = parsed.get(text);
  if (entries === undefined) {
    const { root, problems } = parseJson(text);
    const known = root?.kind === 'map' && root.certain && problems.length === 0;
    entries = known ? new Map(effectiveEntries(root).map((entry) => [entry.key, datasetEntry(entry.key, entry.value.kind === 'map' ? entry.value : null)])) : null;
    parsed.set(text, entries);
    const [oldest] = parsed.keys();
    if (parsed.size > MAX_PARSED && oldest !== undefined) parsed.delete(oldest);
  }
  return entries;
}

function datasetEntry(name: string, map: MapNode | null): DatasetEntry {
  const columns = map && entryOf(map, 'columns')?.value;
  const has = (column: string): boolean => {
    const node = columns?.kind === 'map' ? entryOf(columns, column)?.value : undefined;
    return node !== undefined && isScalar(node) && typeof node.value === 'string';
  };
  const samples = map && entryOf(map, 'num_samples')?.value;
  const count = samples && isScalar(samples) && typeof samples.value === 'number' ? samples.value : null;
  return { name, map, media: { images: has('images'), videos: has('videos'), audios: has('audios') }, samples: count };
}

/** Names in `dataset` or `eval_dataset` (comma separated, or a collection); null where they are not known or not set. */
export function datasetNames(context: RuleContext, key: 'dataset' | 'eval_dataset'): string[] | null {
  const { value } = setting(context, key);
  if (typeof value === 'string') return value.split(',').map((name) => name.trim());
  if (Array.isArray(value)) return value.every((name) => typeof name === 'string') ? value : null;
  // Python walks over the keys of a mapping.
  return typeof value === 'object' && value !== null ? Object.keys(value) : null;
}

/** What the training data holds; null unless every data set of the config is described. */
export async function trainingData(context: RuleContext): Promise<DatasetEntry[] | null> {
  const names = datasetNames(context, 'dataset');
  const info = names && (await datasetInfo(context));
  if (!names || !info) return null;
  const entries = names.map((name) => info.entries.get(name));
  return entries.every((entry) => entry?.map) ? (entries as DatasetEntry[]) : null;
}

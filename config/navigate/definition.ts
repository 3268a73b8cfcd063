/** Definitions outside the file: the entry of a data set, a value's base config. */
import type { RuleContext } from '../check/context';
import { datasetInfo } from '../frameworks/llamafactory/datasetInfo';
import type { Located } from '../locate';
import { parseJson } from '../syntax/json/parse';
import { entryOf, isScalar, type Range } from '../syntax/tree';

export interface Definition {
  uri: string;
  range: Range;
}

/** Null where the entry names nothing that is defined elsewhere. */
export async function definitionOf(context: RuleContext, { path, entry }: Located, offset: number): Promise<Definition | null> {
  const via = entry.value.via?.at(-1);
  if (via?.uri) return { uri: via.uri, range: via.range };
  const key = path.join('.');
  if (context.framework !== 'llamafactory' || !['dataset', 'eval_dataset'].includes(key.replace(/\.\d+$/, ''))) return null;
  const name = isScalar(entry.value) ? wordAt(entry.value.source, offset - entry.value.range.start) : null;
  const info = name ? await datasetInfo(context) : null;
  const root = info && parseJson(info.text).root;
  const found = root?.kind === 'map' && name ? entryOf(root, name) : undefined;
  return info && found ? { uri: info.uri, range: found.keyRange } : null;
}

/** The name in a comma separated list that holds the offset. */
function wordAt(source: string, offset: number): string {
  const text = source.replace(/^["']|["']$/g, ' ');
  const start = text.lastIndexOf(',', Math.max(0, offset - 1)) + 1;
  const end = text.indexOf(',', offset);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

/** Rows with and without images under ZeRO-3, where every process must call the vision tower. */
import type { Rule, RuleContext } from '../../check/context';
import { warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { valueAt } from '../../frameworks/deepspeed/nodes';
import { modelFacts } from '../../models/facts';
import { parseJson } from '../../syntax/json/parse';
import { oneNearby } from '../hf/nearby';

const MEDIA = ['images', 'image', 'videos', 'video'];
/** Rows looked at; a mix shows early. */
const MAX_ROWS = 5000;

async function isZero3(context: RuleContext): Promise<boolean> {
  const name = setting(context, 'deepspeed').value;
  if (typeof name !== 'string') return false;
  if (/^zero3(?:_offload)?$/.test(name)) return true;
  const file = /\.json$/.test(name) ? await oneNearby(context, name) : null;
  const root = file ? parseJson(file.text).root : null;
  return root?.kind === 'map' && valueAt(root, 'zero_optimization.stage', 0) === 3;
}

/** With media, without, of the rows of a local file; null where it cannot be read. */
async function kinds(context: RuleContext, path: string): Promise<{ media: boolean; plain: boolean } | null> {
  const file = /\.jsonl$/.test(path) ? await oneNearby(context, path) : null;
  if (!file) return null;
  const found = { media: false, plain: false };
  for (const line of file.text.split('\n', MAX_ROWS)) {
    if (line.trim() === '') continue;
    const row = parseRow(line);
    if (!row) return null;
    const has = MEDIA.some((key) => (Array.isArray(row[key]) ? row[key].length > 0 : typeof row[key] === 'string' && row[key] !== ''));
    if (has) found.media = true;
    else found.plain = true;
  }
  return found;
}

function parseRow(line: string): Record<string, unknown> | null {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export const mixedModality: Rule = async (context) => {
  const frozen = ['freeze_vit', 'freeze_aligner'].map((key) => setting(context, key).value);
  const data = setting(context, 'dataset').value;
  const names = (Array.isArray(data) ? data : [data]).filter((name): name is string => typeof name === 'string');
  if (!frozen.includes(false) || frozen.includes(undefined) || names.length === 0 || !(await isZero3(context))) return [];
  const model = setting(context, 'model').value;
  const facts = typeof model === 'string' ? await modelFacts(context, model) : null;
  if (facts?.modelType !== 'qwen2_5_vl') return [];
  const rows = await Promise.all(names.map((name) => kinds(context, name.replace(/#\d+$/, ''))));
  if (rows.includes(null) || !rows.some((kind) => kind?.media) || !rows.some((kind) => kind?.plain)) return [];
  return [warning('SW-MIXED-MODALITY-HANG', 'Rows with and without images are mixed, the vision side is trained and ZeRO is at stage 3: Qwen2.5-VL is reported to hang on such a mix until NCCL gives up. Use zero2, or freeze_vit and freeze_aligner.', placeOf(context, 'deepspeed', 'dataset'))];
};

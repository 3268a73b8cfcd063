/** What a model's `config.json` says about it: from the file beside a local path, else from a table of common models. */
import type { RuleContext } from '../check/context';
import { MAX_TEXT } from '../check/limits';
import { tryRead } from '../files';
import { resolveUri } from '../uri';
import { readModelConfig } from './modelConfig';
import { tableFacts } from './table';

export interface ModelFacts {
  /** `model_type` of config.json, such as `qwen2_5_vl`. */
  modelType: string;
  /** Of the language model. */
  attentionHeads: number | null;
  keyValueHeads: number | null;
  /** `max_position_embeddings`, tokens. */
  maxPositions: number | null;
  /** Edge of a patch in pixels, and how many patches merge into one token per edge; null where a token is no fixed square. */
  vision: { patch: number; merge: number } | null;
  /** Takes images at all. */
  multimodal: boolean;
  source: 'config.json' | 'table';
}

/** Folders above the config that a relative path may start from. */
const LEVELS_ABOVE = 4;

/** Null where nothing is known about the model. */
export async function modelFacts(context: Pick<RuleContext, 'uri' | 'files'>, pathOrName: string): Promise<ModelFacts | null> {
  const path = pathOrName.replace(/\/+$/, '');
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return null;
  for (let up = 0; up <= (path.startsWith('/') ? 0 : LEVELS_ABOVE); up++) {
    const uri = resolveUri(context.uri, `${path.startsWith('/') ? '' : '../'.repeat(up)}${path}/config.json`);
    const text = await tryRead(context.files, uri);
    if (text !== null && text.length <= MAX_TEXT) return readModelConfig(text);
  }
  return tableFacts(path);
}

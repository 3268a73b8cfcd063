/** Which files of a folder are a checkpoint's weights. Names inside an index are untrusted. */
import * as v from 'valibot';
import { decodeJson } from '../../protocol/decode';

export const INDEX_FILE = 'model.safetensors.index.json';
export const MAX_INDEX_BYTES = 64 * 1024 * 1024;

/** `none`: nothing there that could be one. `problem`: weights that cannot be used as they lie. */
export type WeightFiles =
  | { kind: 'files'; files: string[] }
  | { kind: 'index'; index: string }
  | { kind: 'problem'; state: 'writing' | 'torn'; files: string[]; message: string }
  | { kind: 'none' };

const SHARD = /-\d{5}-of-\d{5}\.safetensors$/;
const PICKLE = /^(pytorch_model|model|adapter_model|consolidated|mp_rank).*\.(bin|pt|pth|ckpt|distcp)$|\.distcp$/;

/** Chooses in the order in which transformers looks for weights. `names`: basenames of the folder's files. */
export function findWeightFiles(names: readonly string[]): WeightFiles {
  if (names.includes('model.safetensors')) return { kind: 'files', files: ['model.safetensors'] };
  const indexes = names.filter((name) => name.endsWith('.safetensors.index.json')).sort();
  const index = indexes.includes(INDEX_FILE) ? INDEX_FILE : indexes[0];
  if (index !== undefined) return { kind: 'index', index };
  const files = names.filter(isPlainName).sort();
  if (files.some((name) => SHARD.test(name))) {
    return { kind: 'problem', state: 'writing', files, message: `it holds shards and no index (${INDEX_FILE}) yet` };
  }
  if (files.length > 1) {
    const message = `it holds ${files.length} safetensors files and no index says how they belong together`;
    return { kind: 'problem', state: 'torn', files, message };
  }
  if (files.length === 1) return { kind: 'files', files };
  const pickle = names.find((name) => PICKLE.test(name));
  if (pickle === undefined) return { kind: 'none' };
  const message = `its weights are pickled (${pickle}), and pickles are never opened: convert them to safetensors`;
  return { kind: 'problem', state: 'torn', files: [], message };
}

/** A basename inside the folder: nothing hidden, no separators, no control characters. */
export function isPlainName(name: string): boolean {
  return /^[^./\\\0-\x1f][^/\\\0-\x1f]*\.safetensors$/.test(name) && !/\p{Surrogate}/u.test(name);
}

const Index = v.looseObject({ weight_map: v.record(v.string(), v.string()) });

/** Basenames of the shards. @throws Error on a name that leaves the folder, DecodeError on anything but an index */
export function parseIndex(text: string): string[] {
  const { weight_map } = decodeJson(Index, text, 'the index of the weights');
  const files = [...new Set(Object.values(weight_map))].sort();
  const foreign = files.find((name) => !isPlainName(name));
  if (foreign !== undefined) {
    throw new Error(`its index names the file ${JSON.stringify(foreign.slice(0, 80))}, which is no plain *.safetensors name`);
  }
  if (files.length === 0) throw new Error('its index names no file');
  return files;
}

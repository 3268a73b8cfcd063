/** The folder that the next stage starts from: is it a whole model, and still the same kind of model? */
import { warning } from '../../check/report';
import type { Files } from '../../files';
import { tryRead } from '../../files';
import type { Finding } from '../../finding';
import { resolveUri } from '../../uri';
import type { StagePair } from './pairs';

/** Model types with a vision tower whose weights a text-only stage must keep. */
const VISION = /(?:_vl|vision|llava|vlm)/;

/** Silent while the folder does not exist: the earlier stage has not run yet. */
export async function exportedModel(files: Files, pipelineUri: string, { after, byPath }: StagePair): Promise<Finding[]> {
  if (byPath === null || !files.list) return [];
  const folder = `${resolveUri(pipelineUri, byPath)}/`;
  const names = await files.list(folder);
  const folders = (await files.folders?.(folder)) ?? [];
  if (names.length === 0 && folders.length === 0) return [];
  const at = after.entry.keyRange;
  const say = (message: string): Finding => warning('X-STAGE-MODEL', `${after.name} starts from ${byPath}, ${message}`, at);
  const found: Finding[] = [];
  if (!names.some((name) => name.endsWith('.safetensors') || /^pytorch_model.*\.bin$/.test(name))) {
    const shards = folders.some((name) => /^global_step/.test(name));
    found.push(say(shards ? 'which holds only training shards (global_step...): export the weights first.' : `which holds no weights${checkpoints(folders)}.`));
  }
  if (!names.includes('config.json')) found.push(say('which has no config.json.'));
  else if (VISION.test(await modelType(files, folder))) {
    if (!names.includes('preprocessor_config.json') && !names.includes('processor_config.json')) found.push(say('which has no preprocessor_config.json: pictures cannot be read with it.'));
    found.push(...(await visionWeights(files, folder, byPath, at)));
  }
  return found;
}

const checkpoints = (folders: readonly string[]): string => {
  const newest = folders.filter((name) => /^checkpoint-\d+$/.test(name)).sort((a, b) => Number(b.slice(11)) - Number(a.slice(11)))[0];
  return newest ? `; its newest checkpoint is ${newest}` : '';
};

async function modelType(files: Files, folder: string): Promise<string> {
  try {
    const parsed: unknown = JSON.parse((await tryRead(files, `${folder}config.json`)) ?? '{}');
    const type = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)['model_type'] : null;
    return typeof type === 'string' ? type : '';
  } catch {
    return '';
  }
}

/** The index of a sharded model lists every tensor. */
async function visionWeights(files: Files, folder: string, path: string, at: Finding['range']): Promise<Finding[]> {
  const text = await tryRead(files, `${folder}model.safetensors.index.json`);
  if (text === null) return [];
  let names: string[];
  try {
    const parsed = JSON.parse(text) as { weight_map?: Record<string, string> };
    names = Object.keys(parsed.weight_map ?? {});
  } catch {
    return [];
  }
  if (names.length === 0 || names.some((name) => /(?:^|\.)(?:visual|vision_tower|vision_model)\./.test(name))) return [];
  return [warning('X-STAGE-VLM-KEYS', `${path} lists no tensor of the vision tower (visual.*): the stage before saved the language model only, and the next one would start with random vision weights.`, at)];
}

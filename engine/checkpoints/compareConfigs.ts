/** The text files beside the weights, and the training configs of the two stages. */
import { parseDocument } from 'yaml';
import type { ConfigChange, ConfigFile } from '../../protocol/checkpoint';
import { basename, join } from '../../protocol/posixPath';
import type { AgentConnection } from '../api';
import { readSmall } from './hostFiles';
import { changedValues } from './jsonChanges';

/** Label of the training config among the files and their changed values. */
export const TRAINING_CONFIG = 'training config';

const BESIDE_WEIGHTS = [
  'config.json',
  'generation_config.json',
  'adapter_config.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'chat_template.jinja',
  'processor_config.json',
  'preprocessor_config.json',
];
const MAX_BYTES = 10 * 1024 * 1024;

export interface ConfigComparison {
  files: ConfigFile[];
  changes: ConfigChange[];
  notes: string[];
  /** Parsed config.json of each side, null where absent or unreadable. */
  models: [unknown, unknown];
}

/** What is compared: folders of the checkpoints, and absolute host paths of the training configs where known. */
export interface ConfigSource {
  path: string;
  trainingConfig: string | null;
}

/** Reads both sides; a file that cannot be read becomes a note and takes no other with it. */
export async function compareConfigs(connection: AgentConnection, a: ConfigSource, b: ConfigSource): Promise<ConfigComparison> {
  const pairs = BESIDE_WEIGHTS.map((label) => ({ label, a: join(a.path, label), b: join(b.path, label) }));
  const read = (path: string | null): Promise<Side> => readSide(connection, path);
  const compared = await Promise.all([
    ...pairs.map(async (pair) => comparePair(pair.label, await read(pair.a), await read(pair.b))),
    comparePair(TRAINING_CONFIG, await read(a.trainingConfig), await read(b.trainingConfig)),
  ]);
  const present = compared.filter(({ file }) => file.a !== null || file.b !== null);
  const model = compared.find(({ file }) => file.label === 'config.json');
  return {
    files: present.map(({ file }) => file),
    changes: present.flatMap(({ changes }) => changes),
    notes: compared.flatMap(({ notes }) => notes),
    models: model?.values ?? [null, null],
  };
}

interface Side {
  /** Null where there is no such file. */
  path: string | null;
  text: string | null;
  note: string | null;
}

async function readSide(connection: AgentConnection, path: string | null): Promise<Side> {
  if (path === null) return { path, text: null, note: null };
  try {
    const bytes = await readSmall(connection, path, MAX_BYTES);
    if (bytes === null) return { path: null, text: null, note: null };
    return { path, text: new TextDecoder().decode(bytes), note: null };
  } catch (error) {
    return { path: null, text: null, note: `${basename(path)} was not compared: ${(error as Error).message}.` };
  }
}

interface PairResult {
  file: ConfigFile;
  changes: ConfigChange[];
  notes: string[];
  values: [unknown, unknown];
}

function comparePair(label: string, a: Side, b: Side): PairResult {
  const notes = [a.note, b.note].filter((note) => note !== null);
  const file = { label, a: a.path, b: b.path, changed: a.text !== b.text };
  const same: PairResult = { file, changes: [], notes, values: [null, null] };
  if (label.endsWith('.jinja')) return same;
  const values: [unknown, unknown] = [null, null];
  for (const [side, { path, text }] of [a, b].entries()) {
    if (text === null) continue;
    try {
      values[side] = label === TRAINING_CONFIG ? readYaml(text) : JSON.parse(text);
    } catch {
      notes.push(`${path} cannot be parsed: the files are compared as text only.`);
      return same;
    }
  }
  if (a.text === null || b.text === null) return { ...same, values };
  try {
    return { ...same, values, changes: changedValues(label, ...values) };
  } catch {
    notes.push(`${label} is nested too deeply: the files are compared as text only.`);
    return same;
  }
}

/** As the trainers' YAML 1.1 reader has it; a bounded number of aliases keeps a small file small. @throws Error */
function readYaml(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: 100 });
}

/** Whether a checkpoint's weights are all there: every header reads and every file is exactly as long as it says. */
import type { CheckpointRecord } from '../../protocol/checkpoint';
import { join } from '../../protocol/posixPath';
import type { AgentConnection } from '../api';
import { listFolder, readRange, readSmall } from './hostFiles';
import { HeaderError, headerLength, MAX_HEADER_BYTES, parseHeader, PREFIX_BYTES } from './safetensorsHeader';
import { findWeightFiles, MAX_INDEX_BYTES, parseIndex } from './weightFiles';

type State = Pick<CheckpointRecord, 'size' | 'completeness' | 'problem'>;

/** One request brings prefix and header of most files. */
const FIRST_READ = 64 * 1024;

/** State of the folder's weights; null when it holds none at all. @throws AgentError when the host does not answer */
export async function inspectWeights(connection: AgentConnection, folder: string): Promise<State | null> {
  const entries = await listFolder(connection, folder);
  const isFile = (type: string): boolean => type === 'file' || type === 'link';
  const found = findWeightFiles((entries ?? []).filter(({ type }) => isFile(type)).map(({ path }) => path));
  if (found.kind === 'none') return null;
  if (found.kind === 'problem') {
    const size = (entries ?? []).reduce((sum, { path, size }) => sum + (found.files.includes(path) ? size : 0), 0);
    return { size, completeness: found.state, problem: found.message };
  }
  let files: string[];
  try {
    files = found.kind === 'files' ? found.files : await readIndex(connection, join(folder, found.index));
  } catch (error) {
    return { size: 0, completeness: 'torn', problem: (error as Error).message };
  }
  const states = await Promise.all(files.map((file) => inspectFile(connection, folder, file)));
  const worst = states.find(({ completeness }) => completeness === 'torn') ?? states.find(({ problem }) => problem !== null);
  return {
    size: states.reduce((sum, { size }) => sum + size, 0),
    completeness: worst?.completeness ?? 'complete',
    problem: worst?.problem ?? null,
  };
}

async function readIndex(connection: AgentConnection, path: string): Promise<string[]> {
  const bytes = await readSmall(connection, path, MAX_INDEX_BYTES);
  if (bytes === null) throw new Error('its index was removed');
  return parseIndex(new TextDecoder().decode(bytes));
}

async function inspectFile(connection: AgentConnection, folder: string, file: string): Promise<State> {
  const path = join(folder, file);
  let size = 0;
  try {
    const first = await readRange(connection, path, 0, FIRST_READ);
    size = first.size;
    const length = headerLength(first.bytes, size);
    const wanted = PREFIX_BYTES + Math.min(length, MAX_HEADER_BYTES);
    const bytes = wanted <= first.bytes.length ? first.bytes : (await readRange(connection, path, 0, wanted)).bytes;
    parseHeader(bytes.subarray(PREFIX_BYTES, wanted), size, file);
    return { size, completeness: 'complete', problem: null };
  } catch (error) {
    if (error instanceof HeaderError) return { size, completeness: error.state, problem: `${file}: ${error.message}` };
    if ((error as { code?: unknown }).code === 'not-found') {
      return { size: 0, completeness: 'writing', problem: `${file} is not there yet` };
    }
    throw error;
  }
}

/** What the first row of a local data set says about its columns. */
import { type Files, tryRead } from '../files';
import { resolveUri } from '../uri';

/** Rows of a JSON array that are looked through for the first one; the file is read whole by then. */
const MAX_ROW = 1_000_000;

/**
 * Column names of a data set that lies on this disk: a `.jsonl` or `.json` file, or a folder that holds one. Null for
 * anything else: a name on a hub, a binary format, a file too big to read.
 */
export async function columnsOf(files: Files, uri: string, path: string): Promise<string[] | null> {
  for (const candidate of await candidates(files, uri, path)) {
    const text = await tryRead(files, candidate);
    const row = text === null ? null : firstRow(text);
    if (row) return Object.keys(row);
  }
  return null;
}

/** Rows of such a data set; null where they cannot be counted. */
export async function rowsOf(files: Files, uri: string, path: string): Promise<number | null> {
  const [first] = await candidates(files, uri, path);
  const text = first === undefined ? null : await tryRead(files, first);
  if (text === null || firstRow(text) === null) return null;
  if (!text.trimStart().startsWith('[')) return text.split('\n').filter((line) => line.trim() !== '').length;
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.length : null;
}

async function candidates(files: Files, uri: string, path: string): Promise<string[]> {
  const at = resolveUri(uri, path);
  if (/\.jsonl?$/.test(path)) return [at];
  const inside = (await files.list?.(`${at}/`)) ?? [];
  const data = inside.filter((name) => /\.jsonl?$/.test(name) && !/(?:info|index|config|state)\.json$/.test(name));
  return data.toSorted((a, b) => Number(b.startsWith('train')) - Number(a.startsWith('train'))).map((name) => `${at}/${name}`);
}

function firstRow(text: string): Record<string, unknown> | null {
  const line = text.trimStart().startsWith('[') ? text : (text.split('\n').find((candidate) => candidate.trim() !== '') ?? '');
  if (line.length > MAX_ROW && !line.trimStart().startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(line);
    const row: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Files } from '../config';

const MAX_CONFIG_BYTES = 16 * 1024 * 1024;

const namesIn = async (uri: string, wanted: (entry: Dirent) => boolean): Promise<string[]> =>
  (await readdir(fileURLToPath(uri), { withFileTypes: true }).catch(() => [])).filter(wanted).map((entry) => entry.name);

/** config/'s view of the world when it is this machine's disk. */
export const nodeFiles: Files = {
  async read(uri) {
    const path = fileURLToPath(uri);
    const info = await stat(path).catch(() => null);
    if (!info?.isFile() || info.size > MAX_CONFIG_BYTES) return null;
    return readFile(path, 'utf8').catch(() => null);
  },
  exists: (uri) => stat(fileURLToPath(uri)).then(() => true, () => false),
  list: (uri) => namesIn(uri, (entry) => entry.isFile()),
  folders: (uri) => namesIn(uri, (entry) => entry.isDirectory()),
};

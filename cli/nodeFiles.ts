import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Files } from '../config';

const MAX_CONFIG_BYTES = 16 * 1024 * 1024;

/** config/'s view of the world when it is this machine's disk. */
export const nodeFiles: Files = {
  async read(uri) {
    const path = fileURLToPath(uri);
    const info = await stat(path).catch(() => null);
    if (!info?.isFile() || info.size > MAX_CONFIG_BYTES) return null;
    return readFile(path, 'utf8').catch(() => null);
  },
  exists: (uri) => stat(fileURLToPath(uri)).then(() => true, () => false),
  list: (uri) => readdir(fileURLToPath(uri)).catch(() => []),
};

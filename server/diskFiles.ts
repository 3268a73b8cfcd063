/** config/'s view of this machine's disk: plain local files of a config's size, and nothing else. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Files, MAX_TEXT } from '../config';

/** A bigger file is never a config. */
const MAX_BYTES = 4 * MAX_TEXT;

/** Path of a local file, null for other schemes and for anything that names another host. */
function localPath(uri: string): string | null {
  if (!/^file:\/\/\//i.test(uri)) return null;
  try {
    const path = fileURLToPath(uri);
    return path.startsWith('\\\\') ? null : path;
  } catch {
    return null;
  }
}

/** Size of a plain file. Devices, pipes and folders are none: opening one could block for ever. */
async function sizeOf(path: string): Promise<number | null> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ? info.size : null;
}

export const diskFiles: Files = {
  async read(uri) {
    const path = localPath(uri);
    const size = path === null ? null : await sizeOf(path);
    if (path === null || size === null || size > MAX_BYTES) return null;
    // The kernel's own files say 0 and may never end.
    return size === 0 ? '' : readFile(path, 'utf8').catch(() => null);
  },
  async exists(uri) {
    const path = localPath(uri);
    return path !== null && (await sizeOf(path)) !== null;
  },
  async list(uri) {
    const path = localPath(uri);
    const entries = path === null ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  },
  async folders(uri) {
    const path = localPath(uri);
    const entries = path === null ? [] : await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  },
};

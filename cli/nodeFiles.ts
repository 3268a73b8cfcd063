import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** config/'s view of the world when it is this machine's disk. */
export const nodeFiles = {
  read: (uri: string): Promise<string> => readFile(fileURLToPath(uri), 'utf8'),
  exists: (uri: string): Promise<boolean> => stat(fileURLToPath(uri)).then(() => true, () => false),
  list: (uri: string): Promise<string[]> => readdir(fileURLToPath(uri)).catch(() => []),
};

/** Files that `check` looks at: those named, and everything below a folder that could be a config. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../args';

const CONFIG = /\.(?:ya?ml|json|hjson|sh|bash|sbatch|slurm|py)$/;
/** Never a user's own configs. */
const SKIPPED = new Set(['node_modules', '.git', '.venv', 'venv', '__pycache__', 'site-packages', '.reasoner']);

export interface Candidate {
  file: string;
  /** Named by the user, so that silence about it needs a reason. */
  named: boolean;
}

/** @throws UsageError for a path that is not there */
export async function findFiles(paths: readonly string[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const given of paths) {
    const info = await stat(given).catch(() => null);
    if (!info) throw new UsageError(`${given} is not there`);
    if (info.isDirectory()) found.push(...(await inFolder(given)));
    else found.push({ file: given, named: true });
  }
  return found;
}

async function inFolder(folder: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    // A link could lead in circles; what it points to is found where it lies.
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) found.push(...(await inFolder(file)));
    else if (entry.isFile() && CONFIG.test(entry.name)) found.push({ file, named: false });
  }
  return found;
}

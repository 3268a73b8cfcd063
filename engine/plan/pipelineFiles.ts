import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { promisify } from 'node:util';
import type { ShippedFile } from '../../protocol/plan';

const run = promisify(execFile);

const MAX_FILES = 2000;
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** Never part of a pipeline's code, whether or not a .gitignore says so. */
const SKIPPED = new Set(['.git', '.venv', '.reasoner', 'node_modules', '__pycache__', 'build', 'trainer_output', 'runs']);

/** The folder holds more than a launch should copy; says what and how much. */
export class TooMuchToShip extends Error {
  override readonly name = 'TooMuchToShip';
}

/**
 * The files that make up a pipeline: what git tracks or would track below its folder, or every file outside the usual
 * output folders where there is no repository.
 *
 * @param folder path on this machine
 * @throws TooMuchToShip above 2000 files, 16 MB a file or 64 MB together
 */
export async function pipelineFiles(folder: string): Promise<ShippedFile[]> {
  const paths = (await listedByGit(folder)) ?? (await walked(folder));
  const wanted = paths.filter((path) => !path.split('/').some((part) => SKIPPED.has(part))).sort();
  if (wanted.length > MAX_FILES) {
    throw new TooMuchToShip(`${folder} holds ${wanted.length} files, more than the ${MAX_FILES} that a launch copies`);
  }
  const files: ShippedFile[] = [];
  let total = 0;
  for (const path of wanted) {
    const full = nodePath.join(folder, path);
    const info = await lstat(full).catch(() => null);
    if (!info?.isFile()) continue; // deleted but tracked, a link or a submodule
    total += info.size;
    if (info.size > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) {
      throw new TooMuchToShip(
        `${path} (${Math.round(info.size / 1e6)} MB) makes the pipeline's folder larger than a launch copies; ` +
          'keep data and weights out of it or list them in .gitignore',
      );
    }
    const sha256 = createHash('sha256').update(await readFile(full)).digest('hex');
    files.push({ path, sha256, size: info.size, mode: info.mode & 0o111 ? 0o755 : 0o644 });
  }
  return files;
}

async function listedByGit(folder: string): Promise<string[] | null> {
  try {
    const args = ['-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const { stdout } = await run('git', args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout.split('\0').filter((path) => path !== '');
  } catch {
    return null; // no git, or no repository
  }
}

async function walked(folder: string, below = '', out: string[] = []): Promise<string[]> {
  for (const entry of await readdir(nodePath.join(folder, below), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name) || out.length > MAX_FILES) continue;
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) await walked(folder, path, out);
    else if (entry.isFile()) out.push(path);
  }
  return out;
}

// What must be there before anything is installed.
import { access, constants, statfs } from 'node:fs/promises';
import path from 'node:path';
import { ask } from './command.mjs';
import { root } from './paths.mjs';
import { SetupProblem } from './problem.mjs';

/** Node itself; `minimum` is [major, minor]. */
export function checkNode(minimum = [20, 0]) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > minimum[0] || (major === minimum[0] && minor >= minimum[1])) return;
  throw new SetupProblem(
    `This is Node.js ${process.versions.node}; ${minimum.join('.')} or newer is needed.`,
    'Install a current Node.js and see that `node --version` shows it.',
  );
}

export async function checkGit() {
  if (await ask(['git', '--version'])) return;
  throw new SetupProblem('git was not found: run records name the commit they ran.', 'Install git (Debian: apt-get install git).');
}

/** @throws {SetupProblem} when fewer than `gigabytes` are free where the clone lies */
export async function checkDisk(gigabytes, what) {
  const { bavail, bsize } = await statfs(root);
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytes) return;
  throw new SetupProblem(
    `${what} needs about ${gigabytes} GB of disk; ${free.toFixed(1)} GB are free in ${root}.`,
    'Free some space or clone to a larger disk.',
  );
}

/** The first of `names` that is an executable on the PATH (or is an absolute path to one), else null. */
export async function findExecutable(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  for (const name of names) {
    for (const candidate of path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name))) {
      if (await access(candidate, constants.X_OK).then(() => true, () => false)) return candidate;
    }
  }
  return null;
}

// npm packages, exactly those of package-lock.json.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { checkDisk } from './machine.mjs';
import { nodeModules, root } from './paths.mjs';
import { hashOf, isCurrent, writeStamp } from './stamp.mjs';

const lockFile = path.join(root, 'package-lock.json');
/** npm's own copy of the lock, written when everything is in its place. */
const installedLock = path.join(nodeModules, '.package-lock.json');

export async function nodePackages(say) {
  const hash = hashOf([`${process.platform}-${process.arch}`], [lockFile]);
  if (isCurrent(nodeModules, hash)) return 'ready';
  if (installedByHand()) {
    writeStamp(nodeModules, hash);
    return 'ready';
  }
  await checkDisk(1, 'Installing the npm packages');
  // Without the packages' own scripts: esbuild and the others bring their binaries as packages.
  try {
    await command('npm packages', ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], { say });
  } catch (error) {
    rmSync(installedLock, { force: true }); // else a tree with torn files would look complete
    throw error;
  }
  writeStamp(nodeModules, hash);
  return 'installed';
}

/**
 * Whether an `npm install` of somebody's own left exactly the lock file's packages, but for those that are meant for
 * other platforms.
 */
function installedByHand() {
  if (!existsSync(installedLock)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packages(installedLock);
  return Object.entries(packages(lockFile)).every(
    ([name, wanted]) => name === '' || (installed[name] ? installed[name].version === wanted.version : wanted.optional === true),
  );
}

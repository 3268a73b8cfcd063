// pre-commit in an environment of its own, for the test of the hook that docs/pre-commit.md documents.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { setupFolder } from './paths.mjs';
import { findPython } from './python.mjs';
import { hashOf, isCurrent, removeStamp, writeStamp } from './stamp.mjs';

const PIN = 'pre-commit==4.7.0';
const folder = path.join(setupFolder, 'pre-commit');
export const preCommit = path.join(folder, 'bin', 'pre-commit');

export async function preCommitPackage(say) {
  // The path is part of the stamp: the scripts in bin/ name it.
  const hash = hashOf([folder, PIN], []);
  if (isCurrent(folder, hash) && existsSync(preCommit)) return 'ready';
  removeStamp(folder);
  const python = await findPython();
  await command('pre-commit', [python.file, '-m', 'venv', '--clear', folder]);
  await command('pre-commit', [path.join(folder, 'bin', 'python'), '-m', 'pip', '--disable-pip-version-check', '--no-input', 'install', PIN], { say });
  writeStamp(folder, hash);
  return `installed ${PIN.replace('==', ' ')}`;
}

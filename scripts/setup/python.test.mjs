import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findPython } from './python.mjs';

let folder;
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'python-'))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A program that answers as a Python of this version does; `venv` false: as Debian's does without python3-venv. */
function fakePython(name, minor, venv = true) {
  const file = path.join(folder, name);
  const modules = venv ? 'exit 0' : 'exit 1';
  writeFileSync(file, `#!/bin/sh\ncase "$2" in *ensurepip*) ${modules};; *) echo '[[3, ${minor}], true]';; esac\n`);
  chmodSync(file, 0o755);
}

it('takes a Python that the packages are known to work with before a newer one', async () => {
  fakePython('python3', 15);
  fakePython('python3.12', 12);
  vi.stubEnv('PATH', folder);
  expect(await findPython()).toMatchObject({ file: 'python3.12', version: '3.12' });
});

it('takes a newer one where there is no other', async () => {
  fakePython('python3', 15);
  vi.stubEnv('PATH', folder);
  expect(await findPython()).toMatchObject({ file: 'python3', version: '3.15' });
});

it('says which Python is too old', async () => {
  fakePython('python3', 8);
  vi.stubEnv('PATH', folder);
  await expect(findPython()).rejects.toThrow('Python 3.10 or newer (64-bit) is needed; python3 is 3.8.');
});

it('says that there is none, and what to install', async () => {
  vi.stubEnv('PATH', folder);
  await expect(findPython()).rejects.toMatchObject({ message: expect.stringContaining('No Python was found'), todo: expect.stringContaining('python3-venv') });
});

it('says that its venv module is missing', async () => {
  fakePython('python3', 11, false);
  vi.stubEnv('PATH', folder);
  await expect(findPython()).rejects.toThrow('python3 (Python 3.11) cannot make virtual environments');
});

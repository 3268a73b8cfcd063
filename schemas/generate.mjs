// Fetches the published wheels of sources.json with pip and extracts the field catalogue from their sources.
// Nothing of the packages is imported or executed; the same wheels give the same bytes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = import.meta.dirname;
const sources = JSON.parse(readFileSync(path.join(here, 'sources.json'), 'utf8'));
const out = path.join(here, 'catalogues', `${sources.catalogue}.json`);

const venv = path.join(here, '..', '.venv', 'bin', 'python');
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : 'python3');

function run(args) {
  const result = spawnSync(python, args, { stdio: 'inherit' });
  if (result.error) throw new Error(`${python} did not start (${result.error.message}). Set PYTHON to a Python >= 3.9 with pip.`);
  if (result.status !== 0) throw new Error(`${python} ${args.slice(0, 3).join(' ')} ended with exit code ${result.status}.`);
}

const wheels = mkdtempSync(path.join(os.tmpdir(), 'catalogue-'));
try {
  const pins = Object.entries(sources.packages).map(([name, version]) => `${name}==${version}`);
  run(['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', wheels, ...pins]);
  run(['-B', path.join(here, 'generate', 'catalogue.py'), wheels, path.join(here, 'sources.json'), out]);
} finally {
  rmSync(wheels, { recursive: true, force: true });
}

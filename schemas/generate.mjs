// Writes schemas/catalogues/*.json from the published packages: npm run schemas [-- --only trl,verl] [-- --checkout NAME=PATH].
// Nothing of the packages is imported; the same releases give the same bytes. Needs Python >= 3.9 with pip and PyYAML.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const venv = path.join(here, '..', '.venv', 'bin', 'python');
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : 'python3');

const result = spawnSync(python, ['-B', path.join(here, 'generate', 'main.py'), ...process.argv.slice(2)], { stdio: 'inherit' });
if (result.error) throw new Error(`${python} did not start (${result.error.message}). Set PYTHON to a Python >= 3.9 with pip and PyYAML.`);
process.exitCode = result.status ?? 1;

// Which Python the training environment is made with.
import { ask } from './command.mjs';
import { SetupProblem } from './problem.mjs';

/** The pinned packages have been run with these; a newer one is taken only where none of them is found. */
const NAMES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const PROBE = 'import sys, json; print(json.dumps([sys.version_info[:2], sys.maxsize > 2**32]))';

/**
 * @returns {Promise<{ file: string, version: string }>}
 * @throws {SetupProblem} no Python, one that is too old, or one without venv
 */
export async function findPython() {
  const seen = [];
  for (const file of process.env['PYTHON'] ? [process.env['PYTHON']] : NAMES) {
    const answer = await ask([file, '-c', PROBE]);
    if (!answer) continue;
    const [[major, minor], wide] = JSON.parse(answer);
    seen.push({ file, minor, version: `${major}.${minor}`, usable: major === 3 && minor >= 10 && wide });
  }
  const usable = seen.filter((one) => one.usable);
  const chosen = usable.find((one) => one.minor <= 13) ?? usable[0];
  if (!chosen) {
    const found = seen.map((one) => `${one.file} is ${one.version}`).join(', ');
    throw new SetupProblem(
      found ? `Python 3.10 or newer (64-bit) is needed; ${found}.` : 'No Python was found; 3.10 or newer is needed.',
      'Install Python 3.10 to 3.13 (Debian: apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python3.',
    );
  }
  if ((await ask([chosen.file, '-c', 'import venv, ensurepip'])) === null) {
    throw new SetupProblem(
      `${chosen.file} (Python ${chosen.version}) cannot make virtual environments: its venv module is missing.`,
      `Install it (Debian: apt-get install python${chosen.version}-venv), or name another: PYTHON=/path/to/python3.`,
    );
  }
  return chosen;
}

// The training environment: .venv with the pinned packages of examples/tiny.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ask, command } from './command.mjs';
import { downloadSize, sizeSentence } from './downloadSize.mjs';
import { checkDisk } from './machine.mjs';
import { example, setupFolder, venv, venvPython } from './paths.mjs';
import { note } from './progress.mjs';
import { findPython } from './python.mjs';
import { hashOf, isCurrent, removeStamp, writeStamp } from './stamp.mjs';

const requirements = path.join(example, 'requirements.txt');
const torchvisionRepair = path.join(example, 'torchvision_cpu.py');
/** There while pip writes packages. */
const installing = path.join(venv, '.installing');
/** From 25 on, a dry run reads metadata only; older ones download everything to answer how much that would be. */
const PIP = { pin: 'pip==26.3', dryRunReadsMetadata: 25 };

export async function pythonPackages(say) {
  // The path is part of the stamp: the scripts in bin/ name it, so a moved clone needs a new environment.
  const hash = hashOf([venv], [requirements, torchvisionRepair]);
  if (isCurrent(venv, hash) && (await works())) return 'ready';
  removeStamp(venv);
  const python = await findPython();
  if (!(await works()) || existsSync(installing)) {
    await command('Python environment', [python.file, '-m', 'venv', '--clear', venv]);
  }
  const pip = [venvPython, '-m', 'pip', '--disable-pip-version-check', '--no-input'];
  if ((await pipMajor()) < PIP.dryRunReadsMetadata) {
    await command('Python packages', [...pip, 'install', PIP.pin], { say });
  }
  await announce(pip, say);
  writeFileSync(installing, '');
  // pip takes back what it had begun when it fails; only a killed one leaves this file, and perhaps half a package.
  await command('Python packages', [...pip, 'install', '-r', requirements], { say }).finally(() => rmSync(installing, { force: true }));
  await command('torchvision', [venvPython, torchvisionRepair], { say });
  writeStamp(venv, hash);
  return `installed with Python ${python.version}`;
}

/** Whether .venv has a Python that starts, and was made where it stands now. */
async function works() {
  if (!existsSync(venvPython)) return false;
  const script = path.join(venv, 'bin', 'pip');
  if (!existsSync(script) || !readFileSync(script, 'utf8').includes(venv)) return false;
  return (await ask([venvPython, '-c', 'import pip'])) !== null;
}

async function pipMajor() {
  return Number((await ask([venvPython, '-c', 'import pip; print(pip.__version__.split(".")[0])'])) ?? 0);
}

/** Says how much is about to be downloaded, and stops before a disk that could not hold it. */
async function announce(pip, say) {
  mkdirSync(setupFolder, { recursive: true });
  const report = path.join(setupFolder, 'pip-report.json');
  say('asking how much there is to download');
  await command('Python packages', [...pip, 'install', '--dry-run', '--quiet', '--report', report, '-r', requirements]);
  const size = await downloadSize(report);
  const sentence = sizeSentence(size);
  if (sentence) note(sentence);
  if (size.packages > 0) await checkDisk(Math.max(3, Math.ceil((size.bytes * 3) / 1e9)), 'Installing the Python packages');
}

// One virtual environment per framework under .setup/accuracy, as small as its config classes allow.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from '../setup/command.mjs';
import { setupFolder, venv, venvPython } from '../setup/paths.mjs';
import { findPython } from '../setup/python.mjs';
import { hashOf, isCurrent, writeStamp } from '../setup/stamp.mjs';

export const folder = path.join(setupFolder, 'accuracy');
export const FRAMEWORKS = JSON.parse(readFileSync(path.join(import.meta.dirname, 'frameworks.json'), 'utf8'));

/** Packages of the project's own environment that the others see too: torch is too big to be installed six times. */
const SHARED = /^(?:torch|torchgen|functorch|torch-.*|numpy|numpy\.libs|numpy-.*|sympy|sympy-.*|mpmath|mpmath-.*|networkx|networkx-.*|jinja2|jinja2-.*|markupsafe|markupsafe-.*|filelock|filelock-.*|fsspec|fsspec-.*|typing_extensions.*|setuptools|setuptools-.*|_distutils_hack|pyarrow|pyarrow-.*|pandas|pandas-.*|dateutil|python_dateutil-.*|yaml|_yaml|pyyaml-.*)$/;

const sitePackages = (environment) => {
  const lib = path.join(environment, 'lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python'));
  return path.join(lib, python, 'site-packages');
};

/**
 * The Python that holds a framework's config classes; made when it is missing or its pins changed.
 * @param {(line: string) => void} say progress of pip
 * @throws {import('../setup/problem.mjs').SetupProblem} pip could not do it
 */
export async function pythonOf(name, say = () => {}) {
  const framework = FRAMEWORKS[name];
  if (framework.environment === 'project') return venvPython;
  const target = path.join(folder, name);
  const python = path.join(target, 'bin', 'python');
  const hash = hashOf([target, JSON.stringify(framework), SHARED.source]);
  if (isCurrent(target, hash)) return python;
  rmSync(target, { recursive: true, force: true });
  await command(`accuracy ${name}`, [(await findPython()).file, '-m', 'venv', '--without-pip', target]);
  writeFileSync(path.join(sitePackages(target), 'shared.pth'), `${shared()}\n`);
  const pip = [venvPython, '-m', 'pip', '--python', python, '--disable-pip-version-check', '--no-input', 'install'];
  if (framework.packages.length > 0) await command(`accuracy ${name} packages`, [...pip, ...framework.packages], { say });
  // A source distribution asks for torch while it is built: it has to see the one that is here.
  if (framework.bare.length > 0) await command(`accuracy ${name} framework`, [...pip, '--no-deps', '--no-build-isolation', ...framework.bare], { say });
  writeStamp(target, hash);
  return python;
}

/** A folder of links to the shared packages; environments name it in a .pth file. */
function shared() {
  const links = path.join(folder, 'shared');
  mkdirSync(links, { recursive: true });
  const from = sitePackages(venv);
  for (const name of readdirSync(from)) {
    const link = path.join(links, name);
    if (SHARED.test(name) && !existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.join(from, name), link);
    }
  }
  return links;
}

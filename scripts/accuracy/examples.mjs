// Configs and launch scripts that the frameworks ship, as cases. Most lie only in their repositories.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { venv } from '../setup/paths.mjs';
import { FRAMEWORKS } from './environment.mjs';
import { readScript, readYaml } from './launches.mjs';

/** Per framework: whose checkouts hold examples of it, and which files these are. */
const SOURCES = {
  trl: [{ of: 'trl', files: /^examples\/cli_configs\/.*\.ya?ml$/ }],
  accelerate: [
    { of: 'trl', files: /^(?:examples|trl)\/accelerate_configs\/.*\.ya?ml$/ },
    { of: 'llamafactory', files: /^examples\/accelerate\/.*\.ya?ml$/ },
  ],
  deepspeed: [
    { of: 'llamafactory', files: /^examples\/deepspeed\/.*\.json$/ },
    { of: 'ms-swift', files: /^swift\/config\/zero.*\.json$/ },
  ],
  llamafactory: [{ of: 'llamafactory', files: /^examples\/(?!v1\/|accelerate\/|deepspeed\/|ktransformers\/accelerate\/).*\.(?:ya?ml|sh)$/ }],
  verl: [{ of: 'verl', files: /^examples\/.*\.(?:sh|slurm)$/ }],
  openrlhf: [{ of: 'openrlhf', files: /^examples\/.*\.sh$/ }],
  'ms-swift': [{ of: 'ms-swift', files: /^examples\/(?!megatron|yaml\/megatron|ray\/|infer|deploy|eval|export|sampler|app|train\/multi-node\/accelerate)(?!.*infer\.yaml).*\.(?:ya?ml|sh)$/ }],
  easyr1: [{ of: 'easyr1', files: /^examples\/(?!runtime_env).*\.(?:ya?ml|sh)$/ }],
  'open-reasoner-zero': [{ of: 'open-reasoner-zero', files: /^playground\/orz_.*\.py$/ }],
};

const filesBelow = (root, at = '') =>
  readdirSync(path.join(root, at), { withFileTypes: true }).flatMap((entry) => {
    const name = at ? `${at}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return entry.name === '.git' ? [] : filesBelow(root, name);
    return entry.isFile() ? [name] : [];
  });

/** The presets that TRL's wheel holds are examples that need no checkout. */
function packaged(name) {
  if (name !== 'accelerate' || !existsSync(path.join(venv, 'lib'))) return [];
  const python = readdirSync(path.join(venv, 'lib')).find((entry) => entry.startsWith('python'));
  const root = path.join(venv, 'lib', python, 'site-packages', 'trl', 'accelerate_configs');
  return existsSync(root) ? [{ of: 'the trl package', root, files: /\.ya?ml$/ }] : [];
}

/**
 * @param {string} name a framework
 * @param {Map<string, string>} checkouts repositories by framework
 * @returns {{ cases: object[], skipped: { id: string, error: string }[] }}
 */
export function examplesOf(name, checkouts) {
  const found = { cases: [], skipped: [] };
  const sources = (SOURCES[name] ?? []).map((source) => ({ ...source, root: checkouts.get(source.of) }));
  for (const { of, root, files } of [...packaged(name), ...sources]) {
    if (!root) {
      found.skipped.push({ id: `examples of ${of}`, error: `no checkout of ${of} was given (--checkout ${of}=PATH)` });
      continue;
    }
    for (const file of filesBelow(root).filter((entry) => files.test(entry))) add(found, name, of, path.resolve(root), file);
  }
  return found;
}

function add(found, framework, of, root, file) {
  const id = `${of}: ${file}`;
  const text = readFileSync(path.join(root, file), 'utf8');
  const version = FRAMEWORKS[framework].version ?? null;
  const { cases, skipped } = /\.(?:sh|slurm)$/.test(file) ? readScript(framework, text, version) : readYaml(framework, file, text, version);
  for (const [at, one] of cases.entries()) {
    const shown = { name: file, text: one.shownText ?? text };
    found.cases.push({ id: at === 0 ? id : `${id} (${at + 1})`, framework, kind: 'example', nodes: 1, gpus: 8, root, name: file, argv: [], ...one, shown });
  }
  if (skipped) found.skipped.push({ id, error: skipped });
}

// Changed configs of one framework, made by the framework's own classes in its own environment.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { command } from '../setup/command.mjs';
import { venvPython } from '../setup/paths.mjs';
import { folder, FRAMEWORKS, pythonOf } from './environment.mjs';

const SEED = 20260101;
const FILES = { 'ms-swift': 'swift' };

/**
 * @param {string} framework a row of frameworks.json that has `mutants`
 * @param {{ count?: number, older?: boolean, say?: (line: string) => void }} options `older`: with the names of older
 *   versions, whose packages are fetched
 * @returns {Promise<object[]>} cases as oracles/serve.py takes them, with `kind`, and in `shown` the file that a user has
 */
export async function changedConfigs(framework, { count = FRAMEWORKS[framework].mutants, older = true, say } = {}) {
  const python = await pythonOf(framework, say);
  const names = older ? await olderNames(FRAMEWORKS[framework].older ?? [], say) : '{}';
  const script = path.join(import.meta.dirname, 'mutants', `${FILES[framework] ?? framework}.py`);
  // The seed is fixed and hashes of texts are not random: the same pins give the same cases.
  const env = { ...process.env, PYTHONHASHSEED: '0' };
  const made = spawnSync(python, ['-B', script, String(SEED), String(count)], { input: names, env, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (made.status !== 0) throw new Error(`${path.basename(script)} ended with exit code ${made.status}.\n${made.stderr.slice(-2000)}`);
  return made.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** Names that settings had in older versions, as JSON. */
async function olderNames(pins, say) {
  if (pins.length === 0) return '{}';
  const wheels = path.join(folder, 'older');
  mkdirSync(wheels, { recursive: true });
  const chosen = [];
  for (const pin of pins) {
    const [name, version] = pin.split('==');
    const start = `${name.replaceAll('-', '_')}-${version}-`;
    const find = () => readdirSync(wheels).find((file) => file.startsWith(start));
    if (!find()) await command(`accuracy ${name} ${version}`, [venvPython, '-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--dest', wheels, pin], { say });
    const file = find();
    if (file) chosen.push(path.join(wheels, file));
  }
  const script = path.join(import.meta.dirname, 'mutants', 'older.py');
  const read = spawnSync(venvPython, ['-B', script, ...chosen], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (read.status !== 0) throw new Error(`older.py ended with exit code ${read.status}.\n${read.stderr.slice(-2000)}`);
  return read.stdout;
}

// node scripts/accuracy/cases.mjs FRAMEWORK COUNT: the cases as JSON lines, without the names of older versions.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const one of await changedConfigs(process.argv[2], { count: Number(process.argv[3]), older: false })) console.log(JSON.stringify(one));
}

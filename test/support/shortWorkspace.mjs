// examples/tiny as a workspace of its own whose stages end within seconds: the same files, fewer steps.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { example, venv } from '../../scripts/setup/paths.mjs';

/** Not part of a workspace: settings and runs of others, caches, the example's own tests. */
const LEFT_OUT = new Set(['.vscode', '.reasoner', 'outputs', '__pycache__', 'tests', '.git']);

/**
 * @param {{ name?: string, sftSteps?: number, rlSteps?: number, phaseEnd?: number }} options
 * phaseEnd: last step of the first length phase
 * @returns {{ folder: string, file: (name: string) => string, dispose: () => void }}
 */
export function shortWorkspace({ name = 'tiny', sftSteps = 12, rlSteps = 4, phaseEnd = 2 } = {}) {
  // A plain name: it is part of unix socket paths, which are short, and of window titles.
  const home = mkdtempSync(path.join(os.tmpdir(), 'reasoner-'));
  const folder = path.join(home, name);
  cpSync(example, folder, { recursive: true, filter: (source) => !LEFT_OUT.has(path.basename(source)) });
  const file = (name) => path.join(folder, name);
  edit(file('cold_start.yaml'), steps(sftSteps, 2));
  edit(file('rl.yaml'), steps(rlSteps, 1));
  shortenPipeline(file('reasoner.yaml'), phaseEnd);
  return { folder, file, dispose: () => rmSync(home, { recursive: true, force: true }) };
}

/** Every step is logged, and there are two checkpoints. */
const steps = (count, warmup) => [
  [['max_steps'], count],
  [['save_steps'], Math.max(1, Math.floor(count / 2))],
  [['logging_steps'], 1],
  [['warmup_steps'], warmup],
];

/** The environment by its absolute path, since the copy stands elsewhere; the first length phase ends early. */
function shortenPipeline(file, phaseEnd) {
  const pipeline = parseDocument(readFileSync(file, 'utf8')).toJS();
  const changes = [];
  for (const [name, target] of Object.entries(pipeline.targets)) {
    if (target.env?.venv) changes.push([['targets', name, 'env', 'venv'], venv]);
  }
  for (const [name, stage] of Object.entries(pipeline.stages)) {
    if (stage.phases?.[0]?.until) changes.push([['stages', name, 'phases', 0, 'until'], phaseEnd]);
  }
  edit(file, changes);
}

/**
 * Sets values where they stand and leaves every other character as it is: writing the whole document anew would turn
 * `3.0e-3` into `3e-3`, which PyYAML reads as text.
 * @param {[path: (string | number)[], value: unknown][]} changes of values that the file already has: an edit that does
 * nothing would test the long run
 */
function edit(file, changes) {
  let text = readFileSync(file, 'utf8');
  for (const [where, value] of changes) {
    const node = parseDocument(text).getIn(where, true);
    if (!node?.range) throw new Error(`${path.basename(file)} has no ${where.join('.')} to shorten.`);
    text = text.slice(0, node.range[0]) + JSON.stringify(value) + text.slice(node.range[1]);
  }
  writeFileSync(file, text);
}

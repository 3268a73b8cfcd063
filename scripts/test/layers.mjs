// Every layer of tests, in the order in which they run: what is quick and says most comes first.
import path from 'node:path';
import { findDesktop } from '../editor/desktop.mjs';
import { ask } from '../setup/command.mjs';
import { findBrowser } from '../setup/debian.mjs';
import { editorVersion } from '../setup/editor.mjs';
import { example, root, setupFolder, venvPython } from '../setup/paths.mjs';
import { findPython } from '../setup/python.mjs';
import { check, counted, unittest, vitest } from './runners.mjs';

/** Where the headless demo leaves what the pipeline tests judge. */
const demoSummary = path.join(setupFolder, 'demo', 'summary.json');
const node = (file, ...args) => [process.execPath, path.join(root, file), ...args];
const bin = (name, ...args) => node(path.join('node_modules', name), ...args);

/**
 * @typedef {{ passed: number, failed: number, problems: string[] }} Count
 * @typedef {{ name: string, what: string, needs: import('../setup/prepare.mjs').Part[], run: () => Promise<Count> }} Layer
 * @type {Layer[]}
 */
export const LAYERS = [
  { name: 'typecheck', what: 'TypeScript, strict', needs: [], run: () => check(bin('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')) },
  { name: 'lint', what: 'rooms and rules', needs: [], run: () => check(bin('eslint/bin/eslint.js', '.')) },
  { name: 'unit', what: 'unit tests beside the code', needs: [], run: () => vitest('unit') },
  { name: 'python', what: 'the agent, standard library only', needs: ['python'], run: pythonOfAgent },
  { name: 'example', what: 'the parts of examples/tiny', needs: ['python'], run: () => unittest(venvPython, path.join(example, 'tests'), example) },
  { name: 'lsp', what: 'the language server over stdio', needs: ['python'], run: () => vitest('lsp') },
  { name: 'accuracy', what: 'the verdicts of TRL itself on changed configs', needs: ['python'], run: () => vitest('accuracy') },
  { name: 'editors', what: 'documented set-ups: other editors, pre-commit', needs: ['preCommit'], run: () => vitest('editors') },
  { name: 'agent', what: 'agent and supervisor, real processes', needs: ['python'], run: () => vitest('agent') },
  { name: 'telemetry', what: 'event files and the real data server', needs: ['python', 'editor'], run: () => vitest('telemetry') },
  { name: 'checkpoints', what: 'reading and comparing checkpoints', needs: ['python'], run: () => vitest('checkpoints') },
  { name: 'cli', what: 'the command line', needs: ['python'], run: () => vitest('cli') },
  { name: 'ssh', what: 'a real sshd on loopback', needs: ['python', 'sshd'], run: () => vitest('ssh') },
  { name: 'pipeline', what: 'the headless demo: a real two-stage training', needs: ['python'], run: pipeline },
  { name: 'pages', what: 'the webviews in a real browser', needs: ['browser'], run: () => counted(node('webviews/preview/check.mjs')) },
  { name: 'vscode', what: "inside a real VS Code's extension host", needs: ['python', 'editor', 'browser'], run: () => counted(node('test/vscode/run.mjs')) },
  { name: 'web', what: "inside VS Code's web extension host: no Node, no process", needs: ['editor', 'browser'], run: () => counted(node('test/web/run.mjs')) },
  { name: 'e2e', what: 'VS Code in a real browser, end to end', needs: ['python', 'editor', 'browser'], run: () => counted(node('test/e2e/run.mjs')) },
];

/** Which editor the last layers use: never a desktop one, even where it is found. */
export async function describeEditor() {
  const browser = await findBrowser();
  const window = browser ? ((await ask([browser, '--version'])) ?? 'Chromium').trim() : 'no browser';
  const desktop = await findDesktop();
  const unused = desktop ? `\n  (the desktop VS Code ${desktop.version} is not used; npm run test:electron takes a desktop one)` : '';
  return `${editorVersion()} in ${window}${unused}`;
}

/** With the system's Python, as on a host: no virtual environment. */
async function pythonOfAgent() {
  const { file } = await findPython();
  return unittest(file, path.join(root, 'agent', 'tests'), path.join(root, 'agent'));
}

async function pipeline() {
  const demo = await check(node('scripts/demo.mjs', '--headless', '--json', demoSummary), { live: true });
  if (demo.failed > 0) return demo;
  const judged = await vitest('pipeline', { REASONER_DEMO_SUMMARY: demoSummary });
  return { passed: demo.passed + judged.passed, failed: judged.failed, problems: judged.problems };
}

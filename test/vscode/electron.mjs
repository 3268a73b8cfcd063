// npm run test:electron: the suites of run.mjs inside a desktop VS Code that @vscode/test-electron downloads. It needs a
// network that reaches VS Code's download servers, and a screen (xvfb-run where there is none). Tests that look into a
// webview need the bridge of run.mjs and say so themselves (`hasBridge`).
import { runTests } from '@vscode/test-electron';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';
import { prepare } from '../../scripts/setup/prepare.mjs';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { bundleSuites } from './bundle.mjs';

await prepare(['packages', 'build', 'python']);
const home = mkdtempSync(path.join(os.tmpdir(), 'reasoner-electron-'));
const workspace = shortWorkspace({ sftSteps: 60 });
const resultFile = path.join(home, 'result.json');
try {
  await runTests({
    // Oldest supported or newest: VSCODE_VERSION=1.91.0 npm run test:electron
    version: process.env['VSCODE_VERSION'] ?? 'stable',
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuites(),
    launchArgs: [workspace.folder, '--disable-workspace-trust', '--user-data-dir', path.join(home, 'user')],
    extensionTestsEnv: { REASONER_TEST_RESULT: resultFile },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
try {
  const { outcomes } = JSON.parse(readFileSync(resultFile, 'utf8'));
  const passed = outcomes.filter(({ state }) => state === 'passed').length;
  if (passed === 0 || passed < outcomes.length) process.exitCode = 1;
  console.log(`${passed} passed, ${outcomes.length - passed} failed`);
} catch {
  console.error('No test ran: VS Code ended before the suites did.');
  process.exitCode = 1;
}
workspace.dispose();
rmSync(home, { recursive: true, force: true });

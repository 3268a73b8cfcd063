// Runs the suites inside the extension host of a real VS Code (code-server), whose window is a headless Chromium.
//   node test/vscode/run.mjs [--grep TEXT] [--json FILE] [--verbose]
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { profile, startCodeServer } from '../../scripts/editor/codeServer.mjs';
import { results, root } from '../../scripts/setup/paths.mjs';
import { launchBrowser, newContext } from '../support/browser.mjs';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { startBridge } from './bridge.mjs';
import { bundleSuites } from './bundle.mjs';

const LIMIT = 15 * 60_000;
const { values: options } = parseArgs({
  options: { grep: { type: 'string', default: process.env['REASONER_TEST_GREP'] ?? '' }, json: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const home = mkdtempSync(path.join(os.tmpdir(), 'reasoner-vscode-'));
const resultFile = path.join(home, 'result.json');
/** How soon points were drawn (suite/run.test.ts); kept for the benchmark where it names a place. */
const latencyFile = process.env['REASONER_LATENCY_FILE'] ?? path.join(home, 'latency.json');
const cleanUp = [() => rmSync(home, { recursive: true, force: true })];

try {
  const outcomes = await runSuites();
  for (const { title, state, milliseconds, error } of outcomes) {
    console.log(`  ${state === 'passed' ? '✓' : '✗'} ${title} (${milliseconds} ms)${error ? `\n      ${error.split('\n').slice(0, 8).join('\n      ')}` : ''}`);
  }
  if (existsSync(latencyFile)) {
    const { median, worst, points } = JSON.parse(readFileSync(latencyFile, 'utf8'));
    console.log(`  Points drawn after they were logged: median ${Math.round(median)} ms, worst ${Math.round(worst)} ms of ${points}.`);
  }
  const passed = outcomes.filter(({ state }) => state === 'passed').length;
  finish(passed, outcomes.length - passed);
} catch (error) {
  console.error(error);
  finish(0, 1);
} finally {
  for (const undo of cleanUp.reverse()) await undo();
}
process.exit();

async function runSuites() {
  const testsPath = await bundleSuites();
  const workspace = shortWorkspace({ sftSteps: 60 }); // long enough to watch
  cleanUp.push(workspace.dispose);
  let page;
  const bridge = await startBridge(() => page);
  cleanUp.push(bridge.close);
  const server = await startCodeServer({
    profile: profile(home),
    env: {
      HOME: home,
      REASONER_TEST_RESULT: resultFile,
      REASONER_TEST_GREP: options.grep,
      REASONER_TEST_BRIDGE: bridge.url,
      REASONER_LATENCY_FILE: latencyFile,
    },
    // Lets the page's address name an extension under development and its tests.
    args: ['--vscode-option', 'enable-smoke-test-driver'],
  });
  cleanUp.push(server.stop);
  const browser = await launchBrowser();
  cleanUp.push(() => browser.close());
  page = await (await newContext(browser)).newPage();
  const exited = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type, args) => options.verbose && console.log(`  [${type}]`, format(...args)));

  const remote = (file) => `vscode-remote://${server.authority}${file}`;
  const query = new URLSearchParams({
    folder: workspace.folder,
    payload: JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(testsPath)]]),
  });
  await page.goto(`${server.url}/?${query}`);
  const ended = await Promise.race([exited, hostDied(server.log), server.exited.then(() => 'died with its server'), timeout()]);
  mkdirSync(results, { recursive: true });
  await page.screenshot({ path: path.join(results, 'vscode-end.png') });
  if (!existsSync(resultFile)) throw new Error(`The extension host ended before Mocha did (${ended}). Its window: test-results/vscode-end.png`);
  const { outcomes } = JSON.parse(readFileSync(resultFile, 'utf8'));
  if (outcomes.length === 0) throw new Error('No test ran.');
  return outcomes;
}

/** Resolves when the server's log says that an extension host did not end well. */
function hostDied(log) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const line = /Extension Host Process exited with code: (?!0, signal: null)[^\n]*/.exec(readFileSync(log, 'utf8'));
      if (!line) return;
      clearInterval(timer);
      resolve(line[0]);
    }, 500);
    timer.unref();
  });
}

/** The exit function is never called where no test host is found. */
function timeout() {
  return new Promise((resolve) => setTimeout(resolve, LIMIT, `nothing was heard for ${LIMIT / 60_000} minutes`).unref());
}

function finish(passed, failed) {
  if (options.json) writeFileSync(options.json, JSON.stringify({ passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

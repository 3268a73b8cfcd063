// Runs the suites inside the extension host of a real VS Code (code-server), whose window is a headless Chromium.
//   node test/vscode/run.mjs [--grep TEXT] [--only unrelated] [--json FILE] [--verbose]
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CleanUp, conclude, makeHome, printOutcomes, runSuites } from '../support/extensionHost.mjs';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { unrelatedWorkspace } from '../support/unrelatedWorkspace.mjs';
import { startBridge } from './bridge.mjs';
import { bundleSuites } from './bundle.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, grep: { type: 'string', default: process.env['REASONER_TEST_GREP'] ?? '' }, json: { type: 'string' }, verbose: { type: 'boolean', default: false } },
});
const cleanUp = new CleanUp();
const home = makeHome('vscode', cleanUp);
/** How soon points were drawn (suite/run.test.ts); kept for the benchmark where it names a place. */
const latencyFile = process.env['REASONER_LATENCY_FILE'] ?? path.join(home, 'latency.json');

let outcomes = [];
try {
  if (options.only !== 'unrelated') outcomes = await run();
  if (!options.grep) outcomes = [...outcomes, ...(await runUnrelated())];
  printOutcomes(outcomes);
  if (existsSync(latencyFile)) {
    const { median, worst, points } = JSON.parse(readFileSync(latencyFile, 'utf8'));
    console.log(`  Points drawn after they were logged: median ${Math.round(median)} ms, worst ${Math.round(worst)} ms of ${points}.`);
  }
} catch (error) {
  console.error(error);
} finally {
  await cleanUp.run();
}
conclude(outcomes, options.json);
process.exit();

async function run() {
  const testsPath = await bundleSuites();
  const workspace = shortWorkspace({ sftSteps: 60 }); // long enough to watch
  cleanUp.add(workspace.dispose);
  let page;
  const bridge = await startBridge(() => page);
  cleanUp.add(bridge.close);
  const resultFile = path.join(home, 'result.json');
  const env = {
    REASONER_TEST_RESULT: resultFile,
    REASONER_TEST_GREP: options.grep,
    REASONER_TEST_BRIDGE: bridge.url,
    REASONER_LATENCY_FILE: latencyFile,
  };
  const onPage = (opened) => (page = opened);
  return runSuites({ name: 'vscode', home, folder: workspace.folder, testsPath, resultFile, limit: 15 * 60_000, env, verbose: options.verbose, cleanUp, onPage });
}

/** A window of its own on somebody else's project, where nothing may be started. */
async function runUnrelated() {
  const otherHome = makeHome('unrelated', cleanUp);
  const workspace = unrelatedWorkspace(2000);
  cleanUp.add(workspace.dispose);
  const resultFile = path.join(otherHome, 'result.json');
  const env = { REASONER_TEST_RESULT: resultFile };
  return runSuites({ name: 'unrelated', home: otherHome, folder: workspace.folder, testsPath: await bundleSuites('unrelated'), resultFile, limit: 3 * 60_000, env, verbose: options.verbose, cleanUp });
}

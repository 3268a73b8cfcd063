// Runs the suites inside a real web extension host: the same editor as in test/vscode, told to run the extension in the
// browser itself, as VS Code for the Web does.
//   node test/web/run.mjs [--json FILE] [--verbose]
import { parseArgs } from 'node:util';
import { CleanUp, conclude, makeHome, printOutcomes, runSuites } from '../support/extensionHost.mjs';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { bundleSuites } from './bundle.mjs';

/** Where an extension has both entries, an editor with a server takes the Node one unless it is told otherwise. */
const IN_THE_BROWSER = { 'remote.extensionKind': { 'reasoner-studio.reasoner-studio': ['web'] } };

const { values: options } = parseArgs({ options: { json: { type: 'string' }, verbose: { type: 'boolean', default: false } } });
/** Icons of a view at the window's edge. */
const icons = (page, name) => page.locator(`.activitybar [aria-label^="${name}"]`).count();

const cleanUp = new CleanUp();
let outcomes = [];
try {
  const workspace = shortWorkspace();
  cleanUp.add(workspace.dispose);
  outcomes = await runSuites({
    name: 'web',
    home: makeHome('web', cleanUp),
    folder: workspace.folder,
    testsPath: await bundleSuites(),
    // A host without a disk writes where its workspace is.
    resultFile: workspace.file('outcomes.txt'),
    limit: 5 * 60_000,
    settings: IN_THE_BROWSER,
    verbose: options.verbose,
    cleanUp,
    judge: async (page) => [
      { title: 'The window shows no view of runs', passed: (await icons(page, 'Explorer')) > 0 && (await icons(page, 'Reasoner')) === 0 },
    ],
  });
  printOutcomes(outcomes);
} catch (error) {
  console.error(error);
} finally {
  await cleanUp.run();
}
conclude(outcomes, options.json);
process.exit();

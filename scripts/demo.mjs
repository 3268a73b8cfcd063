// npm run demo: from a fresh clone to the tiny two-stage training, live in VS Code.
//   npm run demo -- --headless [--json FILE]    the same pipeline to its end, without an editor
//   npm run demo -- --browser                   VS Code in the browser although a desktop one is there
//   npm run demo -- --until-open                ends as soon as the editor answers, and launches nothing (for benchmarks)
import { checkNode } from './setup/machine.mjs';
import { report } from './setup/problem.mjs';

const USAGE = `npm run demo                               the tiny two-stage training, live in VS Code
npm run demo -- --browser                  in the browser, also where a desktop VS Code is found
npm run demo -- --headless [--json FILE]   to its end without an editor; FILE gets the summary`;

/** @returns {{ headless: boolean, browser: boolean, untilOpen: boolean, json: string | null } | null} null for wrong use */
function parse(argv) {
  const options = { headless: false, browser: false, untilOpen: false, json: null };
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--headless') options.headless = true;
    else if (argv[i] === '--browser') options.browser = true;
    else if (argv[i] === '--until-open') options.browser = options.untilOpen = true;
    else if (argv[i] === '--json' && argv[i + 1]) options.json = argv[++i];
    else return null;
  }
  return (options.json && !options.headless) || (options.headless && options.browser) ? null : options;
}

const options = parse(process.argv.slice(2));
if (!options) {
  console.error(USAGE);
  process.exit(2);
}
try {
  checkNode();
  const { headless } = await import('./demo/headless.mjs');
  const { inEditor } = await import('./demo/inEditor.mjs');
  process.exitCode = options.headless ? await headless(options) : await inEditor(options);
} catch (error) {
  report(error);
  process.exitCode = 1;
}

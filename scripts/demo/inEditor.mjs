// The pipeline live in VS Code: the desktop's, else one in the browser.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { profile, startCodeServer } from '../editor/codeServer.mjs';
import { findDesktop, openDesktop } from '../editor/desktop.mjs';
import { installExtension, packageExtension, vsixFile } from '../editor/vsix.mjs';
import { example, setupFolder, shown } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { sinceStart, step } from '../setup/progress.mjs';
import { liveRun, reasoner } from './reasoner.mjs';

/** What a first look should show; people's own changes to this profile stay. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  // The example lies inside the clone's repository; nobody needs to be asked.
  'git.openRepositoryInParentFolders': 'always',
  'reasoner.dashboard.openOnLaunch': true,
};
const STOP_HINT = 'Stop it with "Reasoner: Stop Run…", or: npx --no-install reasoner stop examples/tiny/reasoner.yaml';

const NOT_LAUNCHED = 'The pipeline was not launched, for the reason above; mend it in VS Code and use "Reasoner: Launch Pipeline".';

/** @returns {Promise<number>} exit code */
export async function inEditor({ browser, untilOpen }) {
  const desktop = browser ? null : await findDesktop();
  console.log('Set-up');
  await prepare(['packages', 'build', 'python', ...(desktop ? [] : ['editor'])]);
  await step('Package the extension', () => packageExtension());
  return desktop ? onDesktop(desktop) : inBrowser(untilOpen);
}

async function onDesktop(desktop) {
  console.log(`VS Code ${desktop.version} (desktop)`);
  await step('Open examples/tiny', async () => {
    await openDesktop(desktop, vsixFile, example);
    return 'open';
  });
  const launched = await launch();
  console.log(launched ? `\nReady after ${sinceStart()}: "Reasoner: Show Dashboard" shows the curves.\n${STOP_HINT}` : NOT_LAUNCHED);
  return launched ? 0 : 1;
}

async function inBrowser(untilOpen) {
  const files = profile(path.join(setupFolder, 'demo'), SETTINGS);
  const password = randomBytes(12).toString('base64url');
  await step('Install the extension', () => installExtension(files));
  const server = await startCodeServer({ profile: files, password });
  if (untilOpen) {
    console.log(`Open after ${sinceStart()}.`);
    await server.stop();
    return 0;
  }
  const ended = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('asked'));
    server.exited.then(() => resolve('died'));
  });
  const launched = await launch();
  console.log(`
  VS Code   ${server.url}/?folder=${example.split('/').map(encodeURIComponent).join('/')}
  Password  ${password}

Ready after ${sinceStart()}. Ctrl-C closes VS Code${launched ? `; the training goes on without it.\n${STOP_HINT}` : `.\n${NOT_LAUNCHED}`}`);
  if ((await ended) === 'died') {
    console.error(`VS Code ended by itself. Its log: ${shown(server.log)}`);
    return 1;
  }
  await server.stop();
  console.log('\nVS Code is closed.');
  return launched ? 0 : 1;
}

/**
 * Launches the pipeline, or says that it is already running: opening the demo twice never trains twice.
 * @returns {Promise<boolean>} whether a run is going on now
 */
async function launch() {
  console.log('Pipeline');
  const live = await liveRun();
  if (live !== null) {
    console.log(`  run ${live} is already going on`);
    return true;
  }
  const { code } = await reasoner(['run', '--detach']).done;
  return code === 0;
}

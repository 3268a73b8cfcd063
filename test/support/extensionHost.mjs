// Suites inside the extension host of a real VS Code, whose window is a headless Chromium.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { profile, QUIET_SETTINGS, startCodeServer } from '../../scripts/editor/codeServer.mjs';
import { results, root } from '../../scripts/setup/paths.mjs';
import { launchBrowser, newContext } from './browser.mjs';

/** What is undone at the end, last first. */
export class CleanUp {
  #undo = [];

  add(undo) {
    this.#undo.push(undo);
  }

  async run() {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }
}

/** A home folder of the run's own. */
export function makeHome(name, cleanUp) {
  const home = mkdtempSync(path.join(os.tmpdir(), `reasoner-${name}-`));
  cleanUp.add(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/**
 * @param {{ name: string, home: string, folder: string, testsPath: string, resultFile: string, limit: number,
 *   settings?: object, env?: Record<string, string>, verbose?: boolean, cleanUp: CleanUp,
 *   onPage?: (page: import('playwright-core').Page) => void,
 *   judge?: (page: import('playwright-core').Page) => Promise<{ title: string, passed: boolean }[]> }} options
 * resultFile: what the suites write at their end; limit: milliseconds; judge: what is looked at in the window afterwards
 * @returns {Promise<{ title: string, state: string, milliseconds: number, error: string | null }[]>}
 */
export async function runSuites({ name, home, folder, testsPath, resultFile, limit, settings = {}, env = {}, verbose = false, cleanUp, onPage, judge = async () => [] }) {
  const server = await startCodeServer({
    profile: profile(home, { ...QUIET_SETTINGS, ...settings }),
    env: { HOME: home, ...env },
    // Lets the page's address name an extension under development and its tests.
    args: ['--vscode-option', 'enable-smoke-test-driver'],
  });
  cleanUp.add(server.stop);
  const browser = await launchBrowser();
  cleanUp.add(() => browser.close());
  const page = await (await newContext(browser)).newPage();
  onPage?.(page);
  const exited = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type, args) => verbose && console.log(`  [${type}]`, format(...args)));

  const remote = (file) => `vscode-remote://${server.authority}${file}`;
  const query = new URLSearchParams({
    folder,
    payload: JSON.stringify([['extensionDevelopmentPath', remote(root)], ['extensionTestsPath', remote(testsPath)]]),
  });
  await page.goto(`${server.url}/?${query}`);
  const ended = await Promise.race([exited, hostDied(server.log), server.exited.then(() => 'died with its server'), timeout(limit)]);
  mkdirSync(results, { recursive: true });
  const picture = path.join(results, `${name}-end.png`);
  await page.screenshot({ path: picture });
  if (!existsSync(resultFile)) throw new Error(`The extension host ended before Mocha did (${ended}). Its window: ${path.relative(root, picture)}`);
  const { outcomes } = JSON.parse(readFileSync(resultFile, 'utf8'));
  if (outcomes.length === 0) throw new Error('No test ran.');
  const seen = await judge(page);
  return [...outcomes, ...seen.map(({ title, passed }) => ({ title, state: passed ? 'passed' : 'failed', milliseconds: 0, error: null }))];
}

export function printOutcomes(outcomes) {
  for (const { title, state, milliseconds, error } of outcomes) {
    console.log(`  ${state === 'passed' ? '✓' : '✗'} ${title} (${milliseconds} ms)${error ? `\n      ${error.split('\n').slice(0, 8).join('\n      ')}` : ''}`);
  }
}

/** Counts, prints, sets the exit code. @param {string | undefined} json file for whoever runs this layer */
export function conclude(outcomes, json) {
  const passed = outcomes.filter(({ state }) => state === 'passed').length;
  const failed = outcomes.length === 0 ? 1 : outcomes.length - passed;
  if (json) writeFileSync(json, JSON.stringify({ passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Resolves when the server's log says that an extension host did not end well. */
function hostDied(log) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      // The window was closed and its folder is gone: there is nothing left to die.
      if (!existsSync(log)) return clearInterval(timer);
      const line = /Extension Host Process exited with code: (?!0, signal: null)[^\n]*/.exec(readFileSync(log, 'utf8'));
      if (!line) return;
      clearInterval(timer);
      resolve(line[0]);
    }, 500);
    timer.unref();
  });
}

/** The exit function is never called where no test host is found. */
function timeout(limit) {
  return new Promise((resolve) => setTimeout(resolve, limit, `nothing was heard for ${limit / 60_000} minutes`).unref());
}

// VS Code as a person has it: the .vsix installed, a folder open, mouse and keyboard. One editor per scenario.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { profile, QUIET_SETTINGS, startCodeServer } from '../../../scripts/editor/codeServer.mjs';
import { installExtension } from '../../../scripts/editor/vsix.mjs';
import { results } from '../../../scripts/setup/paths.mjs';
import { launchBrowser, newContext } from '../../support/browser.mjs';
import { findInWebview } from '../../support/webview.mjs';

const RENDERED = '.monaco-workbench .part.editor';
/** Milliseconds to wait for what takes one second on an idle machine: tests also run while a training does. */
const PATIENCE = 45_000;

/**
 * @param {{ folder: string, settings?: Record<string, unknown>, context?: object }} options
 * context: of the browser, e.g. `{ viewport, colorScheme }`
 */
export async function openWorkbench({ folder, settings = {}, context = {} }) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'reasoner-e2e-'));
  const undo = [() => rmSync(home, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const files = profile(home, { ...QUIET_SETTINGS, ...settings });
    await installExtension(files);
    const server = await startCodeServer({ profile: files, env: { HOME: home } });
    undo.push(server.stop);
    const browser = await launchBrowser();
    undo.push(() => browser.close());
    const page = await (await newContext(browser, context)).newPage();
    const url = `${server.url}/?folder=${encodeURIComponent(folder)}`;
    await page.goto(url);
    await page.waitForSelector(RENDERED, { timeout: 60_000 });
    return { page, server, url, home, close, ...actions(page) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a person does, by name. */
export function actions(page) {
  const quickInput = page.locator('.quick-input-widget');
  const rows = quickInput.locator('.monaco-list-row');

  /** Waits until the list shows a row with this text, and takes it. */
  async function pick(label, timeout = PATIENCE) {
    const row = rows.filter({ hasText: label }).first();
    await row.waitFor({ timeout });
    await row.click();
  }

  return {
    pick,

    /** Takes the row if the editor asks; it does not when there is only one thing to choose. Ends when `there` is visible. */
    async pickIfAsked(label, there, timeout = PATIENCE) {
      const until = Date.now() + timeout;
      const row = rows.filter({ hasText: label }).first();
      while (!(await there.isVisible().catch(() => false))) {
        if (await row.isVisible().catch(() => false)) await row.click({ timeout: 2000 }).catch(() => {});
        if (Date.now() > until) throw new Error(`Neither asked for ${label} nor showed what was wanted.`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },

    /** Runs a command from the palette by its whole title, e.g. `Reasoner: Launch Stage…`. */
    async command(title) {
      const until = Date.now() + PATIENCE;
      for (;;) {
        await page.keyboard.press('F1');
        await quickInput.locator('input').first().waitFor();
        await page.keyboard.type(title);
        // The palette lists what was contributed when it was opened: a window that still starts must be asked again.
        if (await pick(title, 4000).then(() => true, () => false)) return;
        if (Date.now() > until) throw new Error(`The palette does not offer ${title}.`);
        await page.keyboard.press('Escape');
      }
    },

    /** Opens a file of the folder by name and waits for its editor. */
    async openFile(name) {
      await page.keyboard.press('Control+P');
      await quickInput.locator('input').first().waitFor();
      await page.keyboard.type(name);
      await pick(path.basename(name));
      await page.locator('.editor-group-container .tab.active', { hasText: path.basename(name) }).waitFor({ timeout: PATIENCE });
      await page.locator('.monaco-editor .view-lines').first().waitFor();
    },

    /** The first visible element for `selector` in any webview. */
    inWebview: (selector, timeout = PATIENCE) => findInWebview(page, selector, timeout),

    /** The first squiggle of this severity; it is drawn once the language server has answered. */
    squiggle: (severity = 'error', timeout = PATIENCE) => page.locator(`.squiggly-${severity}`).first().waitFor({ state: 'attached', timeout }),

    /** A message at the window's corner. */
    notification: (text, timeout = PATIENCE) => page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first().waitFor({ timeout }),

    /** Reloads the window, as closing and opening it again does. */
    async reload() {
      await page.reload();
      await page.waitForSelector(RENDERED, { timeout: 60_000 });
    },

    /** Saved as test-results/NAME.png. */
    async screenshot(name) {
      mkdirSync(results, { recursive: true });
      await page.screenshot({ path: path.join(results, `${name}.png`) });
    },
  };
}

// The Chromium that drives VS Code in the tests.
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/setup/debian.mjs';

/** No sandbox: tests also run as root. The rest keeps the browser from talking to anybody but the editor. */
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('No Chromium was found: npm run setup -- browser');
  return chromium.launch({ executablePath, headless: true, args: ARGS });
}

/** @param {import('playwright-core').Browser} browser */
export function newContext(browser, options = {}) {
  return browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write', 'local-network-access'],
    ...options,
  });
}

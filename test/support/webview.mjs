// Looks into webviews: VS Code shows each one in a frame inside a frame.

/** Inner frames of the webviews of `page`, newest first. */
export const webviewFrames = (page) => page.frames().filter((frame) => frame.url().includes('/fake.html')).reverse();

/**
 * The first visible element for `selector` in any webview.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<import('playwright-core').Locator>}
 */
export async function findInWebview(page, selector, timeout = 20_000) {
  const until = Date.now() + timeout;
  for (;;) {
    for (const frame of webviewFrames(page)) {
      const found = frame.locator(selector).first();
      if (await found.isVisible().catch(() => false)) return found;
    }
    if (Date.now() > until) throw new Error(`No webview shows ${selector} (waited ${timeout / 1000} s).`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// What a test inside the extension host cannot do itself, done by the browser's side: look into webviews, press keys.
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { results } from '../../scripts/setup/paths.mjs';
import { findInWebview } from '../support/webview.mjs';

/**
 * @param {() => import('playwright-core').Page} page
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startBridge(page) {
  const actions = {
    webviewText: async ({ selector, timeout }) => (await findInWebview(page(), selector, timeout)).innerText(),
    webviewAttribute: async ({ selector, name, timeout }) => (await findInWebview(page(), selector, timeout)).getAttribute(name),
    webviewClick: async ({ selector, timeout }) => (await findInWebview(page(), selector, timeout)).click(),
    webviewFill: async ({ selector, text, timeout }) => (await findInWebview(page(), selector, timeout)).fill(text),
    waitForText: ({ text, timeout = 15_000 }) => page().getByText(text).first().waitFor({ timeout }),
    type: ({ text }) => page().keyboard.type(text),
    press: ({ key }) => page().keyboard.press(key),
    screenshot: ({ name }) => {
      mkdirSync(results, { recursive: true });
      return page().screenshot({ path: path.join(results, `${path.basename(name)}.png`) }).then(() => null);
    },
  };
  const server = http.createServer(async (request, response) => {
    try {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { action, ...parameters } = JSON.parse(body);
      if (!Object.hasOwn(actions, action)) throw new Error(`The bridge has no action ${action}.`);
      response.end(JSON.stringify({ value: (await actions[action](parameters)) ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

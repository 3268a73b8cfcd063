/** The suites' side of bridge.mjs. Only in the browser's editor: a desktop run has no bridge (see `hasBridge`). */
const address = process.env['REASONER_TEST_BRIDGE'];

export const hasBridge = address !== undefined && address !== '';

async function ask(action: string, parameters: Record<string, string | number> = {}): Promise<string | null> {
  if (!address) throw new Error('This editor has no bridge to its window.');
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify({ action, ...parameters }) });
  const { value, error } = (await answer.json()) as { value?: string | null; error?: string };
  if (error !== undefined) throw new Error(error);
  return value ?? null;
}

/** Each waits for a visible element of any open webview; times in milliseconds. */
export const webview = {
  text: async (selector: string, timeout = 20_000): Promise<string> => (await ask('webviewText', { selector, timeout })) ?? '',
  attribute: (selector: string, name: string, timeout = 20_000) => ask('webviewAttribute', { selector, name, timeout }),
  click: (selector: string, timeout = 20_000) => ask('webviewClick', { selector, timeout }),
  fill: (selector: string, text: string, timeout = 20_000) => ask('webviewFill', { selector, text, timeout }),
};

export const workbench = {
  waitForText: (text: string) => ask('waitForText', { text }),
  type: (text: string) => ask('type', { text }),
  press: (key: string) => ask('press', { key }),
  /** Saved as test-results/NAME.png. */
  screenshot: (name: string) => ask('screenshot', { name }),
};

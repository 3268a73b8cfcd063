// The pages in a real browser, in what the editor puts around them: theme variables, body class, a strict content
// security policy. Nothing is reached over the network: every request is answered from memory.
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import themes from './themes.json' with { type: 'json' };

export { themes };
const ORIGIN = 'http://127.0.0.1:9';
const PAGES = ['dashboard', 'launchpad', 'comparison'];
const NONCE = 'preview';

const bundle = async (entry, options = {}) => {
  const { outputFiles } = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome114',
    outdir: '/',
    ...options,
  });
  return Object.fromEntries(outputFiles.map((file) => [file.path.split('.').pop(), file.text]));
};

const files = {};
for (const page of PAGES) files[page] = await bundle(`../${page}/main.ts`);
files.fixtures = await bundle('./fixtures.ts', { globalName: 'fixtures' });

/** What the editor puts around a page: theme variables on the root, a class on the body, a strict policy. */
const html = (page, theme) => {
  const { class: className, variables } = themes[theme];
  const root = Object.entries(variables).map(([name, value]) => `${name}: ${value};`).join(' ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${NONCE}'; style-src ${ORIGIN} 'nonce-${NONCE}'">
<style nonce="${NONCE}">:root { ${root} }</style><link rel="stylesheet" href="${ORIGIN}/${page}.css"></head>
<body class="${className}"><script nonce="${NONCE}" src="${ORIGIN}/fixtures.js"></script>
<script nonce="${NONCE}">
  const kept = fixtures.scenes[location.hash.slice(1)].kept;
  window.posts = [];
  window.acquireVsCodeApi = () => ({ postMessage: (message) => window.posts.push(message), getState: () => window.kept ?? kept, setState: (state) => { window.kept = state; } });
</script>
<script nonce="${NONCE}" src="${ORIGIN}/${page}.js"></script></body></html>`;
};

/**
 * @param complain called with every error a page reports, violations of the policy included
 * @returns a page, and `open(scene, theme, size)`, which loads a scene's page and posts its messages
 */
export async function openStage(complain, options = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.REASONER_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext(options);
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const [name, kind] = url.pathname.slice(1).split('.');
    if (kind === 'html') return route.fulfill({ contentType: 'text/html', body: html(name, url.searchParams.get('theme')) });
    const body = files[name]?.[kind];
    return body === undefined ? route.abort() : route.fulfill({ contentType: kind === 'js' ? 'text/javascript' : 'text/css', body });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complain(error.stack ?? error.message));
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  const names = await page.evaluate(`(() => { ${files.fixtures.js}; return Object.keys(fixtures.scenes); })()`);

  async function open(name, theme, size) {
    await page.setViewportSize(size);
    await page.goto('about:blank');
    await page.goto(`${ORIGIN}/${name.split('-')[0]}.html?theme=${theme}#${name}`);
    return page.evaluate(async (scene) => {
      for (const message of window.fixtures.scenes[scene].messages) window.postMessage(message, '*');
      await new Promise((resolve) => setTimeout(resolve, 120));
      return window.fixtures.scenes[scene].actions ?? [];
    }, name);
  }
  return { page, names, open, close: () => browser.close() };
}

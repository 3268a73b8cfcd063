// The README's pictures, taken of the real editor. Without arguments: the diagnostic, in an editor of its own. With
//   node test/e2e/pictures.mjs URL PASSWORD   (as `npm run demo` prints them, while its training goes on)
// the dashboard, once the second length phase has begun, and the comparison, once the run has ended.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { QUIET_SETTINGS } from '../../scripts/editor/codeServer.mjs';
import { packageExtension } from '../../scripts/editor/vsix.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { launchBrowser, newContext } from '../support/browser.mjs';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { until } from './support/run.mjs';
import { actions, openWorkbench } from './support/workbench.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const [url, password] = positionals;
const VIEW = { viewport: { width: 1360, height: 860 }, colorScheme: 'dark' };
const DARK = { 'workbench.colorTheme': 'Default Dark Modern' };
const images = path.join(root, 'docs', 'images');
mkdirSync(images, { recursive: true });
const picture = (page, name) => page.screenshot({ path: path.join(images, `${name}.png`) });

if (!url) await diagnostic();
if (url) await demo();

async function diagnostic() {
  await packageExtension();
  const workspace = shortWorkspace();
  const rl = workspace.file('rl.yaml');
  writeFileSync(rl, readFileSync(rl, 'utf8').replace('num_generations:', 'num_generatons:').replace('constant_with_warmup', 'constnt_with_warmup'));
  const editor = await openWorkbench({ folder: workspace.folder, settings: { ...QUIET_SETTINGS, ...DARK }, context: VIEW });
  try {
    await editor.openFile('rl.yaml');
    await editor.page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached', timeout: 60_000 });
    await editor.command('Problems: Focus on Problems View');
    await editor.page.locator('.markers-panel .monaco-list-row', { hasText: 'num_generations' }).waitFor();
    await editor.page.getByText('num_generatons', { exact: true }).first().hover();
    await editor.page.locator('.monaco-hover:visible').first().waitFor();
    await editor.page.waitForTimeout(1500);
    await picture(editor.page, 'diagnostic');
  } finally {
    await editor.close();
    workspace.dispose();
  }
}

async function demo() {
  const browser = await launchBrowser();
  try {
    const page = await (await newContext(browser, VIEW)).newPage();
    await page.goto(url);
    await page.locator('input[type=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.monaco-workbench .part.editor', { timeout: 60_000 });
    const { inWebview, command, pick } = actions(page);
    // Room for the pages: dark, and without the side bar.
    await command('Preferences: Color Theme');
    await page.keyboard.type('Dark Modern');
    await page.waitForTimeout(1000);
    await page.keyboard.press('Enter');
    await command('View: Toggle Primary Side Bar Visibility');
    const tiles = async () => (await inWebview('.stages', 600_000)).innerText();
    await until('the second length phase', async () => Number(/rl[\s\S]*step (\d+) of/.exec(await tiles())?.[1] ?? 0) > 44, 900);
    await page.waitForTimeout(1000);
    await picture(page, 'dashboard');
    await until('the end of the run', async () => (await (await inWebview('.page-head .chip')).innerText()).includes('Succeeded'), 600);
    await command('Reasoner: Compare Checkpoints…');
    await pick('cold-start / initial weights');
    await pick('cold-start / final weights');
    await inWebview('table.weights', 120_000);
    await page.waitForTimeout(1000);
    await picture(page, 'comparison');
  } finally {
    await browser.close();
  }
}

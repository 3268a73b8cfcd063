// The README's pictures, taken of the real editor. Without arguments: the diagnostic, in an editor of its own. With
//   node test/e2e/pictures.mjs URL PASSWORD   (as `npm run demo` prints them, while its training goes on)
// the dashboard, once the second length phase has begun, and the comparison, once the run has ended.
import { mkdirSync, writeFileSync } from 'node:fs';
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
/** A launch of verl with mistakes that would be found after the queue. */
const SCRIPT = `#!/bin/bash
# reasoner: verl@0.9.0
MODEL=\${1:-Qwen/Qwen2.5-VL-7B-Instruct}
PROMPTS=512

ROLLOUT=(
  actor_rollout_ref.rollout.name=vllm
  actor_rollout_ref.rollout.n=16
  actor_rollout_ref.rollout.tensor_model_parallel_size=8
  actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu=8
)

python3 -m verl.trainer.main_ppo \\
  algorithm.adv_estimator=grpo \\
  data.train_files=data/train.parquet data.val_files=data/test.parquet \\
  data.train_batch_size=$PROMPTS \\
  data.max_respons_length=24576 \\
  actor_rollout_ref.model.path=$MODEL \\
  actor_rollout_ref.actor.ppo_mini_batch_size=512 \\
  actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=4 \\
  actor_rollout_ref.actor.clip_ratio=0.28 \\
  "\${ROLLOUT[@]}" \\
  trainer.logger='["console","tensorboard"]' \\
  trainer.n_gpus_per_node=8 trainer.nnodes=4 trainer.save_freq=50
`;
const picture = (page, name) => page.screenshot({ path: path.join(images, `${name}.png`) });

if (!url) await diagnostic();
if (url) await demo();

async function diagnostic() {
  await packageExtension();
  const workspace = shortWorkspace();
  writeFileSync(workspace.file('rl.sh'), SCRIPT);
  const editor = await openWorkbench({ folder: workspace.folder, settings: { ...QUIET_SETTINGS, ...DARK }, context: VIEW });
  try {
    await editor.openFile('rl.sh');
    await editor.page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached', timeout: 60_000 });
    await editor.command('Problems: Focus on Problems View');
    await editor.page.locator('.markers-panel .monaco-list-row', { hasText: 'max_response_length' }).waitFor();
    await editor.page.waitForTimeout(2000);
    await editor.page.getByText('tensor_model_parallel_size').first().hover();
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

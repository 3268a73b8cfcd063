import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { scenario } from './support/scenario.mjs';

/** Puts a typo into a file of the workspace before anybody opens it. */
const misspell = (name, right, wrong) => ({ file }) => {
  const text = readFileSync(file(name), 'utf8');
  assert.ok(text.includes(right));
  writeFileSync(file(name), text.replace(right, wrong));
};

scenario(
  'A typo in a training config is underlined when the file is opened, and the message names the right key',
  async ({ page, openFile, squiggle, command, screenshot }) => {
    await openFile('cold_start.yaml');
    await squiggle('error');
    await command('Problems: Focus on Problems View');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'learning_rte' });
    await problem.waitFor({ timeout: 45_000 });
    assert.match(await problem.innerText(), /learning_rate/);
    await screenshot('e2e-diagnostic');
  },
  { prepare: misspell('cold_start.yaml', 'learning_rate:', 'learning_rte:') },
);

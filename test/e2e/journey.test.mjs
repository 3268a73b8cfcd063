import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { scenario } from './support/scenario.mjs';
import { extensionHosts, records, until } from './support/run.mjs';

const MINUTE = 60_000;

/** Changes one text of a file before anybody opens it. */
const replacing = (name, before, after) => ({ file }) => {
  const text = readFileSync(file(name), 'utf8');
  assert.ok(text.includes(before));
  writeFileSync(file(name), text.replace(before, after));
};

scenario(
  'A pipeline launched from the palette outlives a killed extension host; its curves, log and checkpoints are all there',
  async (editor, { folder }) => {
    const { command, notification, inWebview, page, screenshot, reload, pick, pickIfAsked, server } = editor;
    await command('Reasoner: Launch Pipeline');
    await notification('of tiny runs on here');
    const [started] = await until('the run', () => records(folder).length > 0 && records(folder));
    await page.getByRole('button', { name: 'Show Dashboard' }).first().click();
    const steps = async () => Number(/step (\d+) of/.exec((await (await inWebview('.tile')).innerText()) ?? '')?.[1] ?? 0);
    await until('the first points on the dashboard', async () => (await steps()) >= 3, 150);
    assert.ok((await page.frames().length) > 1);

    // The window's other half dies in mid-run, and the window is opened again.
    const hosts = extensionHosts(server.pid);
    assert.ok(hosts.length > 0, 'no extension host was found');
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    const seen = records(folder)[0];
    assert.equal(seen.state, 'running');
    await reload();
    await until('the live run on the restored dashboard', async () => (await steps()) >= 3, 90);
    await screenshot('e2e-dashboard-restored');
    await command('Reasoner: Show Run Log');
    await pickIfAsked('cold-start', page.locator('.tab.active', { hasText: 'cold-start.log' }));

    const [run] = await until('the run to end', () => (['succeeded', 'failed', 'lost'].includes(records(folder)[0].state) ? records(folder) : null), 300);
    assert.equal(run.state, 'succeeded', run.message);
    assert.equal(run.supervisor.pid, started.supervisor.pid, 'the same supervisor from start to end');
    assert.equal(records(folder).length, 1, 'nothing was launched twice');

    await command('Reasoner: Show Dashboard');
    await pickIfAsked('cold-start', page.locator('.tab.active', { hasText: 'tiny' }));
    const table = await inWebview('.panel[data-id] .icon-button');
    await table.click();
    const rows = await until('every step in the table of the loss', async () => {
      const cells = await (await inWebview('.data-table table')).locator('tbody th').allInnerTexts();
      return cells.includes('12') && cells.map(Number);
    });
    assert.deepEqual(rows.sort((a, b) => a - b), Array.from({ length: 12 }, (_, i) => i + 1));
    await table.click();
    await screenshot('e2e-dashboard');

    await command('Reasoner: Compare Checkpoints…');
    await pick('cold-start / initial weights');
    await pick('cold-start / checkpoint-12');
    const vision = await inWebview('table.weights tbody:has-text("vision tower")', 90_000);
    assert.match(await vision.innerText(), /0 \(bit-identical\)/);
    await screenshot('e2e-comparison');

    // One comparison at a time: the first has buttons of the same name.
    await command('View: Close All Editors');
    await command('Reasoner: Compare Checkpoints…');
    await pick('cold-start / checkpoint-12');
    await pick('rl / checkpoint-4');
    const diff = await inWebview('button[aria-label^="Open diff of"]', 90_000);
    await diff.click();
    await page.locator('.monaco-diff-editor').waitFor({ timeout: 30_000 });
    await screenshot('e2e-config-diff');
  },
  { timeout: 12 * MINUTE },
);

scenario(
  'Errors in a config stop the launch, and the problem is shown where it stands',
  async ({ command, pick, notification, squiggle, screenshot }, { folder }) => {
    await command('Reasoner: Launch Stage…');
    await pick('cold-start');
    await notification('1 error');
    await squiggle('error');
    assert.deepEqual(records(folder), []);
    await screenshot('e2e-launch-stopped');
  },
  { prepare: replacing('cold_start.yaml', 'learning_rate:', 'learning_rte:') },
);

scenario(
  'A pipeline file that cannot be used says why',
  async ({ command, notification }, { folder }) => {
    await command('Reasoner: Launch Pipeline');
    await notification('There is no stage cold-stat. Did you mean cold-start?');
    assert.deepEqual(records(folder), []);
  },
  { prepare: replacing('reasoner.yaml', 'init: cold-start', 'init: cold-stat') },
);

scenario(
  'The launchpad launches a stage and stops it',
  async ({ command, inWebview, screenshot, page }, { folder }) => {
    await command('Reasoner: Open Launchpad');
    await (await inWebview('button[aria-label="Launch cold-start"]')).click();
    await until('the run', () => records(folder)[0]?.state === 'running', 60);
    const stop = await inWebview('button[aria-label="Stop cold-start"]');
    await screenshot('e2e-launchpad');
    await stop.click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop Run' }).click();
    await until('the run to stop', () => records(folder)[0]?.state === 'stopped', 60);
    await inWebview('button[aria-label="Launch cold-start"]');
  },
  { timeout: 5 * MINUTE, workspace: { sftSteps: 200 } },
);

// What the pages do, checked in a real browser: node webviews/preview/check.mjs
import assert from 'assert/strict';
import { writeFileSync } from 'fs';
import { openStage } from './stage.mjs';

const WIDE = { width: 1400, height: 800 };
const errors = [];
const stage = await openStage((text) => errors.push(text));
const { page, open } = stage;
const posts = (type) => page.evaluate((wanted) => window.posts.filter((post) => post.type === wanted), type);
const settle = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
/** Appends one point per series, then gives the milliseconds until `drawn` tells of it. */
const append = (tag, step, value) =>
  page.evaluate(
    async ([tag, step, value]) => {
      const sent = Date.now();
      const series = { stage: 'rl', tag, steps: Float64Array.of(step), wallTimes: Float64Array.of(sent / 1000), values: Float64Array.of(value) };
      window.postMessage({ type: 'append', fromStep: step, series }, '*');
      for (let i = 0; i < 6000; i += 1) {
        const found = window.posts.find((post) => post.type === 'drawn' && post.tag === tag && post.step === step);
        if (found) return found.at - sent;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return null;
    },
    [tag, step, value],
  );

const checks = {
  'a new point is drawn and told once, with its step': async () => {
    await open('dashboard-live', 'dark', WIDE);
    const times = [];
    for (let step = 42; step < 52; step += 1) times.push(await append('train/reward', step, 0.4));
    assert.ok(times.every((time) => time !== null), `times ${times}`);
    const told = (await posts('drawn')).filter((post) => post.tag === 'train/reward' && post.step >= 42);
    assert.equal(told.length, 10);
    console.log(`    append -> drawn, median of ${times.length}: ${times.sort((a, b) => a - b)[5]} ms`);
  },
  'many messages in one frame are one drawing': async () => {
    await open('dashboard-live', 'dark', WIDE);
    const told = await page.evaluate(async () => {
      const before = window.posts.length;
      for (let step = 42; step < 60; step += 1) {
        const series = { stage: 'rl', tag: 'train/reward', steps: Float64Array.of(step), wallTimes: Float64Array.of(1), values: Float64Array.of(0.3) };
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'append', fromStep: step, series } }));
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      return window.posts.slice(before).filter((post) => post.type === 'drawn').map((post) => post.step);
    });
    assert.deepEqual(told, [59]);
  },
  'a message of the wrong shape is shown and changes nothing': async () => {
    await open('dashboard-live', 'dark', WIDE);
    await page.evaluate(() => window.postMessage({ type: 'append', fromStep: 'x' }, '*'));
    await settle();
    assert.match(await page.textContent('.banner'), /message from the editor/);
    assert.equal(await page.locator('.main-grid canvas').count(), 2);
  },
  'a tag is found and added by keyboard alone, asked of the editor, kept, and removed again': async () => {
    await open('dashboard-live', 'dark', WIDE);
    await page.focus('.tag-search input');
    await page.keyboard.type('RL grad_norm');
    await page.keyboard.press('Enter');
    await settle();
    assert.equal(await page.textContent('.extra-grid h2'), 'train/grad_norm');
    assert.deepEqual((await posts('subscribe')).at(-1).tags, ['train/grad_norm']);
    assert.deepEqual(await page.evaluate(() => window.kept.choices), [{ stage: 'rl', tag: 'train/grad_norm' }]);
    await page.keyboard.press('Escape');
    await page.click('[aria-label="Remove the chart of train/grad_norm"]');
    await settle();
    assert.equal(await page.locator('.extra-grid .panel').count(), 0);
    assert.deepEqual((await posts('subscribe')).at(-1).tags, []);
  },
  'smoothing changes the shown value, not the raw one, and is kept': async () => {
    await open('dashboard-live', 'dark', WIDE);
    const shown = () => page.textContent('.main-grid .panel:nth-child(2) .legend-item');
    const [, before, raw] = (await shown()).match(/Reward([\d.]+)raw ([\d.]+)/);
    await page.fill('#smoothing', '0.9');
    await settle();
    const [, after, still] = (await shown()).match(/Reward([\d.]+)raw ([\d.]+)/);
    assert.notEqual(after, before);
    assert.equal(still, raw);
    assert.equal(await page.evaluate(() => window.kept.smoothing), 0.9);
    await page.fill('#smoothing', '0');
    await settle();
    assert.match(await shown(), new RegExp(`^Reward${raw}$`));
  },
  'arrow keys on a chart walk along its steps': async () => {
    await open('dashboard-live', 'dark', WIDE);
    await page.focus('.main-grid .panel:nth-child(2) canvas');
    const step = () => page.textContent('.main-grid .panel:nth-child(2) .legend-step');
    await page.keyboard.press('Home');
    assert.equal(await step(), 'step 1');
    await page.keyboard.press('ArrowRight');
    assert.equal(await step(), 'step 2');
    await page.keyboard.press('Escape');
    assert.equal(await step(), 'step 41');
  },
  'the table twin has every point of the chart': async () => {
    await open('dashboard-live', 'dark', WIDE);
    await page.click('[aria-label="Show Reward and response length as a table"]');
    await settle();
    assert.equal(await page.locator('.data tbody tr').count(), 41);
    await append('train/reward', 42, NaN);
    await settle();
    assert.match(await page.textContent('.data tbody tr'), /^42NaNNaN––$/);
  },
  'a change of theme is drawn without a reload': async () => {
    await open('dashboard-live', 'dark', WIDE);
    const colour = () => page.evaluate(() => document.querySelector('.legend-sample path').getAttribute('stroke'));
    const before = await colour();
    await page.evaluate(() => document.documentElement.style.setProperty('--vscode-charts-blue', '#010203'));
    await settle();
    assert.notEqual(await colour(), before);
    assert.equal(await colour(), 'rgb(1, 2, 3)');
  },
  'launch becomes stop in place, focus stays, and each button posts what it says': async () => {
    await open('launchpad-idle', 'dark', WIDE);
    await page.focus('[aria-label="Launch cold-start"]');
    await page.keyboard.press('Enter');
    assert.deepEqual((await posts('launchStage')).map((post) => post.stage), ['cold-start']);
    await page.evaluate(() => window.postMessage(window.fixtures.scenes['launchpad-starting'].messages[0], '*'));
    await settle();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Stop cold-start');
    await page.keyboard.press('Enter');
    assert.deepEqual((await posts('stop')).map((post) => post.runId), ['r4']);
    assert.equal(await page.isDisabled('[aria-label="Launch pipeline tiny"]'), true);
  },
  'columns sort, modules open, the filter narrows, the diff is asked for': async () => {
    await open('comparison-result', 'dark', WIDE);
    await page.click('th:nth-child(5) button');
    assert.equal(await page.getAttribute('th[aria-sort=descending]', 'scope'), 'col');
    assert.match(await page.textContent('.weights tbody tr'), /^other/);
    await page.fill('.filter input', 'visual norm1');
    assert.equal(await page.locator('.weights tr.tensor').count(), 3);
    assert.match(await page.textContent('.weights tr.module'), /0 \(bit-identical\)/);
    await page.click('[aria-label="Open diff of training config"]');
    assert.deepEqual((await posts('openDiff')).map((post) => post.label), ['training config']);
  },
  'a million points are drawn in one go': async () => {
    await open('dashboard-live', 'dark', WIDE);
    const ms = await page.evaluate(async () => {
      const n = 1_000_000;
      const run = window.fixtures.scenes['dashboard-live'].messages[0].run;
      const series = { stage: 'rl', tag: 'train/reward', steps: new Float64Array(n), wallTimes: new Float64Array(n), values: new Float64Array(n) };
      for (let i = 0; i < n; i += 1) {
        series.steps[i] = i + 1;
        series.values[i] = Math.sin(i / 5000) + Math.random();
      }
      const sent = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data: { type: 'snapshot', run, series: [series] } }));
      while (!window.posts.some((post) => post.type === 'drawn' && post.step === n)) await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.now() - sent;
    });
    console.log(`    1,000,000 points: ${Math.round(ms)} ms`);
    const next = await append('train/reward', 1_000_001, 0.5);
    console.log(`    one more: ${next} ms`);
    assert.ok(next !== null);
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  errors.length = 0;
  try {
    await check();
    assert.deepEqual(errors, []);
    console.log(`  ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`  FAILED ${name}\n${error.stack}`);
  }
}
await stage.close();
const counts = { passed: Object.keys(checks).length - failed, failed };
const json = process.argv.indexOf('--json');
if (json > 0) writeFileSync(process.argv[json + 1], JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

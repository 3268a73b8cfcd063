// Runs every scenario (*.test.mjs) in VS Code in a headless Chromium, with the extension installed from its .vsix.
//   node test/e2e/run.mjs [--grep TEXT] [--json FILE]
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { packageExtension } from '../../scripts/editor/vsix.mjs';
import { report } from '../../scripts/setup/problem.mjs';

const { values: options } = parseArgs({ options: { grep: { type: 'string' }, json: { type: 'string' } } });
const here = import.meta.dirname;
const counts = { passed: 0, failed: 0 };

try {
  await packageExtension();
  const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort().map((name) => path.join(here, name));
  await runFiles(files);
} catch (error) {
  report(error);
  counts.failed++;
}
if (options.json) writeFileSync(options.json, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

/** One after the other: each scenario has an editor, a browser and perhaps a training to itself. */
function runFiles(files) {
  return new Promise((resolve, reject) => {
    const stream = run({ files, concurrency: 1, ...(options.grep ? { testNamePatterns: [new RegExp(options.grep)] } : {}) });
    stream.on('test:pass', (event) => count('passed', event));
    stream.on('test:fail', (event) => count('failed', event));
    stream.on('test:stderr', ({ message }) => process.stderr.write(message));
    stream.once('end', resolve).once('error', reject);
    stream.resume();
  });
}

function count(outcome, { name, file, details, skip, todo }) {
  if (path.resolve(name) === file) {
    // The file itself: its tests are counted one by one, but a file that could not be loaded has none.
    if (outcome === 'failed' && details.error?.failureType === 'testCodeFailure') return fail(name, details);
    return;
  }
  if (skip !== undefined && options.grep) return; // left out by --grep
  if (outcome === 'failed' || skip !== undefined || todo !== undefined) return fail(name, details);
  counts.passed++;
  console.log(`  ✓ ${name} (${(details.duration_ms / 1000).toFixed(1)} s)`);
}

function fail(name, { duration_ms: milliseconds, error }) {
  counts.failed++;
  const cause = error?.cause ?? error;
  console.log(`  ✗ ${name} (${(milliseconds / 1000).toFixed(1)} s)\n      ${String(cause?.stack ?? cause ?? 'skipped').split('\n').slice(0, 10).join('\n      ')}`);
}

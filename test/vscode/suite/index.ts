/**
 * Runs Mocha inside the extension host. VS Code loads this module and calls `run`, the same way in the browser's editor
 * (run.mjs) and in a desktop one (electron.mjs).
 */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type MochaClass from 'mocha';

interface Outcome {
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  milliseconds: number;
  error: string | null;
}

export async function run(): Promise<void> {
  // Mocha 12 is an ES module, whose class stands in different places in different Nodes.
  const module = (await import('mocha')) as unknown as { Mocha?: typeof MochaClass; default?: typeof MochaClass };
  const Mocha = module.Mocha ?? module.default;
  if (!Mocha) throw new Error('The mocha package exports no Mocha class.');
  const grep = process.env['REASONER_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, ...(grep ? { grep: new RegExp(grep) } : {}) });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort()) {
    mocha.addFile(path.join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const outcomes: Outcome[] = [];
  const failures = await new Promise<number>((resolve) => {
    const add = (test: Mocha.Runnable, state: Outcome['state'], error: unknown = null): void => {
      const text = error instanceof Error ? (error.stack ?? error.message) : error === null ? null : String(error);
      outcomes.push({ title: test.fullTitle(), state, milliseconds: test.duration ?? 0, error: text });
    };
    mocha
      .run(resolve)
      .on('pass', (test) => add(test, 'passed'))
      .on('fail', (test, error) => add(test, 'failed', error))
      .on('pending', (test) => add(test, 'skipped'));
  });
  // The runner believes this file only: a host that is killed in mid-test would look like a good end.
  const file = process.env['REASONER_TEST_RESULT'];
  if (file) writeFileSync(file, JSON.stringify({ node: process.version, outcomes }));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

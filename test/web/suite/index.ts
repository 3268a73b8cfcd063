/** Runs Mocha inside the web extension host; its findings are written into the workspace, for the runner to read. */
import 'mocha/mocha.js';
import * as vscode from 'vscode';

interface Outcome {
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  milliseconds: number;
  error: string | null;
}

const suites: (() => void)[] = [];
/** A suite defines its tests when Mocha is ready for them. */
export const loaded = (define: () => void): void => void suites.push(define);

export async function run(): Promise<void> {
  // The default reporter draws on a page, and a worker has none.
  mocha.setup({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  for (const define of suites) define();
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
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no workspace folder is open');
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, 'outcomes.txt'), new TextEncoder().encode(JSON.stringify({ outcomes })));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

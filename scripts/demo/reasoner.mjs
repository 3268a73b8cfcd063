// The product's own command line, as the demo uses it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { dist, examplePipeline, root } from '../setup/paths.mjs';

const main = path.join(dist, 'cli', 'main.js');

/**
 * Runs `reasoner COMMAND examples/tiny/reasoner.yaml ...`.
 * @param {string[]} args
 * @param {{ onLine?: (line: string) => void, capture?: boolean, detached?: boolean }} options
 * onLine: gets its progress lines (they are printed all the same); capture: keep standard output instead of printing it;
 * detached: out of reach of the terminal's Ctrl-C
 * @returns {{ child: import('node:child_process').ChildProcess, done: Promise<{ code: number, output: string }> }}
 */
export function reasoner([command, ...rest], { onLine, capture = false, detached = false } = {}) {
  const child = spawn(process.execPath, [main, command, examplePipeline, ...rest], {
    cwd: root,
    detached,
    stdio: ['ignore', capture ? 'pipe' : 'inherit', onLine ? 'pipe' : 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  let partial = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    process.stderr.write(chunk);
    const lines = (partial + chunk).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  });
  const done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
  return { child, done };
}

const LIVE = ['pending', 'running', 'stopping'];

/** Id of the example's run that is going on, or null. */
export async function liveRun() {
  const { code, output } = await reasoner(['status', '--json'], { capture: true }).done;
  if (code !== 0) return null;
  const runs = JSON.parse(output).targets.flatMap((target) => target.runs);
  return runs.find((run) => LIVE.includes(run.state))?.id ?? null;
}

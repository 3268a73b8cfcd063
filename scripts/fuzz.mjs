// npm run fuzz -- lsp --steps N [--seed S]: random texts and edits against the language server, in a process of its own.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
/** Entry of each target. */
const TARGETS = { lsp: 'test/fuzz/run.ts' };
/** Without a sign of life for this long, a step hangs. */
const SILENCE_MS = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { steps: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const [target = 'lsp', ...more] = positionals;
const steps = Number(values.steps);
const seed = Number(values.seed);
if (!Object.hasOwn(TARGETS, target) || more.length > 0 || !Number.isInteger(steps) || steps < 1 || !Number.isInteger(seed)) {
  console.error(`Usage: npm run fuzz -- ${Object.keys(TARGETS).join('|')} --steps N [--seed S]`);
  process.exit(2);
}

const out = path.join(root, '.setup', 'fuzz');
mkdirSync(out, { recursive: true });
const file = path.join(out, `${target}.cjs`);
await build({
  absWorkingDir: root,
  entryPoints: [TARGETS[target]],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  outfile: file,
  define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'test', 'fuzz')) },
  logLevel: 'warning',
});

const child = fork(file, [String(steps), String(seed)], { cwd: root, execArgv: ['--expose-gc', '--max-old-space-size=700'] });
let last = 'the start';
let timer;
const watch = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    console.error(`Nothing was heard for ${SILENCE_MS / 1000} s after ${last}: this step hangs. Repeat it with --seed ${seed}.`);
    child.kill('SIGKILL');
  }, SILENCE_MS);
};
watch();
child.on('message', (message) => {
  last = message;
  watch();
});
const code = await new Promise((resolve) => child.once('exit', (status, signal) => resolve(signal ? 1 : status)));
clearTimeout(timer);
process.exitCode = code;

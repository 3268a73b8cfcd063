// npm run demo:learns [-- --seeds 7 8 9] [--json FILE]: trains the example on three seeds and prints whether it learned.
import { spawn } from 'node:child_process';
import { example, venvPython } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { report } from './setup/problem.mjs';

try {
  await prepare(['packages', 'python']);
  const child = spawn(venvPython, ['learns.py', ...process.argv.slice(2)], { cwd: example, stdio: 'inherit' });
  child.on('close', (code, signal) => (process.exitCode = signal ? 1 : (code ?? 1)));
} catch (error) {
  report(error);
  process.exitCode = 1;
}

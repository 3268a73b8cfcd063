// Runs the tools that set-up is made of. Output goes to a log file; what failed is explained.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { logFolder, root, shown } from './paths.mjs';
import { SetupProblem, explain } from './problem.mjs';

/**
 * Runs `argv` to its end and returns what it printed.
 * @param {string} step names the log file and the problem
 * @param {string[]} argv never a shell line
 * @param {{ cwd?: string, env?: Record<string, string>, say?: (line: string) => void }} options
 * @throws {SetupProblem} when it cannot be started or exits with another code than 0
 */
export function command(step, argv, { cwd = root, env = {}, say } = {}) {
  mkdirSync(logFolder, { recursive: true });
  const logFile = path.join(logFolder, `${step.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
  rmSync(logFile, { force: true });
  log(logFile, `${argv.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const [file, ...args] = argv;
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      log(logFile, chunk);
      const line = String(chunk).trim().split('\n').pop()?.trim();
      if (line && say && !/^(npm warn|WARNING:|DEPRECATION:)/.test(line)) say(line.slice(0, 100));
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.once('error', (error) =>
      reject(new SetupProblem(`${step}: ${file} could not be started (${error.message}).`, `Install it, or put it on the PATH.`)),
    );
    child.once('close', (code) =>
      code === 0 && !UNPACKED_BADLY.test(output) ? resolve(output) : reject(explain(step, argv, output, shown(logFile))),
    );
  });
}

/** npm only warns of files that it could not write, and may end well all the same. */
const UNPACKED_BADLY = /TAR_ENTRY_ERROR/;

/** A full disk must not hide what fills it: the log is the first thing to do without. */
function log(file, text) {
  try {
    appendFileSync(file, text);
  } catch {
    // The output is still in memory, and what failed is explained from there.
  }
}

/** What a tool answers to one short question, or null where it cannot be asked. */
export function ask(argv) {
  return new Promise((resolve) => {
    const [file, ...args] = argv;
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? output.trim() : null));
  });
}

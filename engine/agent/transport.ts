import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** How a transport ended. `error` is set when the program could not be started at all. */
export interface Exit {
  code: number | null;
  signal: string | null;
  error: NodeJS.ErrnoException | null;
}

/** Bytes to and from one host: a child process (python3 or ssh), or anything else with two ends. */
export interface Transport {
  readonly input: Writable;
  readonly output: Readable;
  readonly exit: Promise<Exit>;
  /** The last 8 KiB of what the program wrote to stderr. */
  stderr(): string;
  /** Ends the stream; the far end notices by the end of its input. What still runs after the grace is killed. */
  end(graceMs?: number): void;
}

const STDERR_LIMIT = 8 * 1024;
/** An agent first finishes a launch that it has begun. */
const GRACE_MS = 30_000;

/** Starts `argv` (no shell) with piped standard streams. Never throws: a program that is not there is an `exit`. */
export function spawnTransport(argv: readonly [string, ...string[]], options: Pick<SpawnOptions, 'cwd' | 'env'> = {}): Transport {
  const [command, ...args] = argv;
  // A group of its own: Ctrl-C in the terminal of a command line is for that command line alone.
  const detached = process.platform !== 'win32';
  const child = spawn(command, args, { ...options, detached, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let stderr = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_LIMIT);
  });
  // A peer that is gone shows as `exit`; the failed write itself tells nothing more.
  child.stdin.on('error', () => undefined);
  const exit = whenEnded(child);
  return { input: child.stdin, output: child.stdout, exit, stderr: () => stderr, end: (graceMs = GRACE_MS) => endChild(child, graceMs) };
}

function whenEnded(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve({ code: null, signal: null, error }));
    // `close` comes after the last byte of output, `exit` may come before it.
    child.once('close', (code, signal) => resolve({ code, signal, error: null }));
  });
}

function endChild(child: ChildProcess, graceMs: number): void {
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  timer.unref();
  child.once('close', () => clearTimeout(timer));
}

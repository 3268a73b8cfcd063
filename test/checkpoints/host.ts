/** The real agent as a zipapp, on a Python with or without numpy. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openConnection } from '../../engine/agent/connection';
import { spawnTransport } from '../../engine/agent/transport';
import type { AgentConnection, Checkpoints } from '../../engine/api';
import { createCheckpoints } from '../../engine/checkpoints';
import { agentFile } from '../support/agentFile';

/** The environment that the suite sets up: numpy, torch and safetensors are in it. */
export const VENV = path.resolve('.venv');
export const VENV_PYTHON = path.join(VENV, 'bin', 'python');

export interface Host {
  /** Emptied with the host. */
  readonly folder: string;
  readonly connection: AgentConnection;
  readonly checkpoints: Checkpoints;
  /** Command lines of the processes that this host's agent has started and that still run. */
  children(): string[];
  dispose(): void;
}

export async function openHost(python = 'python3'): Promise<Host> {
  if (!existsSync(VENV_PYTHON)) throw new Error(`${VENV_PYTHON} is missing: run npm test once, it sets it up`);
  const folder = mkdtempSync(path.join(tmpdir(), 'reasoner-checkpoints-'));
  const transport = spawnTransport([python, agentFile()]);
  const connection = await openConnection(transport, async () => transport.stderr());
  return {
    folder,
    connection,
    checkpoints: createCheckpoints(async () => connection),
    children: () => commandLines().filter((line) => line.includes('compare_numpy') && line.includes(agentFile())),
    dispose() {
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Python of its own that has no numpy, in `folder`. */
export function bareProgram(folder: string): string {
  execFileSync('python3', ['-m', 'venv', '--without-pip', path.join(folder, 'bare')]);
  return path.join(folder, 'bare', 'bin', 'python');
}

/** Runs Python code in the suite's environment. */
export const python = (code: string, ...args: string[]): string =>
  execFileSync(VENV_PYTHON, ['-c', code, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return ''; // it ended meanwhile
      }
    });
}

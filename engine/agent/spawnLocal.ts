import { homedir } from 'node:os';
import type { Transport } from './transport';
import { spawnTransport } from './transport';

/**
 * The bootstrap on this machine. It starts in the home folder and with `-I`, so that no file of a workspace can take a
 * module's place.
 */
export function spawnLocal(python: string, code: string): Transport {
  return spawnTransport([python, '-I', '-c', code], { cwd: homedir(), env: cleanEnvironment(process.env) });
}

/** The environment of a user's shell again: what the editor set for its own processes would mislead a training's. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)));
}

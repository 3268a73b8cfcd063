import path from 'node:path';
import type { EngineSettings } from '../engine';

/** Paths of executables come from the environment of whoever calls, never from a workspace file. */
export function settings(env: NodeJS.ProcessEnv = process.env): EngineSettings {
  return {
    python: env['REASONER_PYTHON'] ?? 'python3',
    ssh: env['REASONER_SSH'] ?? 'ssh',
    sshConfigFile: env['REASONER_SSH_CONFIG'] ?? null,
    agentFile: path.join(__dirname, '..', 'agent', 'reasoner-agent.pyz'),
    cacheDir: null,
  };
}

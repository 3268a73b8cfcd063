import type { AgentConnection, HostSettings } from '../api';
import { boot, bootCode, loadAgentFile } from './bootstrap';
import { openConnection } from './connection';
import { ConnectionLost, HostError } from './errors';
import type { Failure } from './hostError';
import { explainFailure, explainLoss } from './hostError';
import { spawnLocal } from './spawnLocal';
import { spawnSsh } from './spawnSsh';
import type { Exit, Transport } from './transport';

/** ssh's own time-outs are shorter; this one catches a login script that never ends. */
const START_TIMEOUT_MS = 60_000;

/** Time for a program that has failed to say why and end. */
const FAILED_GRACE_MS = 2000;

/** A new agent on `host` (null: this machine). @throws HostError */
export async function openHost(settings: HostSettings, host: string | null): Promise<AgentConnection> {
  if (host === null && process.platform !== 'linux') {
    throw new HostError('A local target needs Linux.', 'Use a target of kind ssh: a Linux machine, or the WSL of this one.');
  }
  const agent = await loadAgentFile(settings.agentFile).catch((error: Error) => {
    throw new HostError(`The agent of this installation cannot be read: ${error.message}.`, 'Install the extension again.');
  });
  const code = bootCode(agent);
  const transport = host === null ? spawnLocal(settings.python, code) : spawnSsh(settings.ssh, settings.sshConfigFile, host, code);
  const seen = { host, program: host === null ? settings.python : settings.ssh };
  const timer = setTimeout(() => transport.end(0), START_TIMEOUT_MS);
  try {
    const { noise, word } = await boot(transport, agent);
    if (word !== 'have' && word !== 'need') throw explainFailure(await describe(transport, { ...seen, noise, word }));
    return await openConnection(transport, async (later) => explainLoss(await describe(transport, { ...seen, noise: noise + later, word })));
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    throw explainFailure(await describe(transport, { ...seen, noise: '', word: null }));
  } finally {
    clearTimeout(timer);
  }
}

async function describe(transport: Transport, seen: Pick<Failure, 'host' | 'program' | 'noise' | 'word'>): Promise<Failure> {
  transport.end(FAILED_GRACE_MS);
  const exit: Exit = await transport.exit;
  return { ...seen, exit, stderr: transport.stderr() };
}

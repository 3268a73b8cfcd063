import { MAX_PAYLOAD } from '../../protocol/agent';
import type { Plan } from '../../protocol/plan';
import type { RunRecord } from '../../protocol/run';
import type { AgentConnection } from '../api';

/** A file of the plan cannot travel: it is too large, or changed since the plan was made. */
export class ShipError extends Error {
  override readonly name = 'ShipError';
}

/**
 * Brings the files of `plan.ship` that the host lacks into the workdir, then starts the run. The same token finds the run
 * that it started before (`existing`).
 *
 * @param readFile bytes of a shipped file, by its path relative to the workdir
 * @throws ShipError, AgentError (`workdir-busy`, `would-overwrite`, ...), ConnectionLost
 */
export async function launchPlan(
  connection: AgentConnection,
  plan: Plan,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<{ record: RunRecord; existing: boolean }> {
  await ship(connection, plan, readFile);
  const { result } = await connection.request('launch', { plan });
  return { record: result.record, existing: result.existing };
}

async function ship(connection: AgentConnection, plan: Plan, readFile: (path: string) => Promise<Uint8Array>): Promise<void> {
  if (plan.ship.length === 0) return;
  const files = plan.ship.map(({ path, sha256, size, mode }) => ({ path, sha256, size, mode }));
  const { result } = await connection.request('missing', { workdir: plan.workdir, files });
  const missing = new Set(result.missing);
  for (const { path, sha256, size, mode } of plan.ship) {
    if (!missing.has(path)) continue;
    if (size > MAX_PAYLOAD) {
      throw new ShipError(`${path} is larger than ${MAX_PAYLOAD / 1024 / 1024} MiB and is not copied by a launch; bring it to ${plan.workdir} yourself.`);
    }
    const payload = await readFile(path);
    if (payload.length !== size) throw new ShipError(`${path} changed while the launch was prepared; launch again.`);
    await connection.request('put', { workdir: plan.workdir, path, sha256, mode }, { payload });
  }
}

/** Checkpoints of a run: what there is, whether it is complete, and what changed between two. */
import type { AgentConnection, Checkpoints } from '../api';
import { compareCheckpoints } from './compareCheckpoints';
import { listCheckpoints } from './layout';

export { openCheckpoint } from './layout';
export { TRAINING_CONFIG } from './compareConfigs';

/** `connection` is asked for at every call, so a lost one is opened again. */
export function createCheckpoints(connection: () => Promise<AgentConnection>): Checkpoints {
  return {
    list: async (run) => listCheckpoints(await connection(), run),
    compare: async (a, b, options) => compareCheckpoints(await connection(), a, b, options),
  };
}

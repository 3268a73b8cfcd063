import type { AgentConnection } from '../api';
import type { CurveSource } from '../engine';
import { DataServerSource } from './dataServer/dataServerSource';
import { openEventFiles } from './eventFiles/eventFilesSource';
import { agentErrorCode, type StageSink, type StageSource } from './stageSource';

/**
 * The data server where the host has it, else (and for `eventFiles`) our own reader.
 *
 * @throws AgentError `no-data-server` only when the data server was asked for by name
 */
export async function openSource(
  kind: CurveSource,
  agent: AgentConnection,
  folder: string,
  venv: string | null,
  sink: StageSink,
): Promise<StageSource> {
  if (kind !== 'eventFiles') {
    try {
      return await DataServerSource.open(agent, folder, venv, sink);
    } catch (error) {
      if (kind === 'dataServer' || agentErrorCode(error) !== 'no-data-server') throw error;
    }
  }
  return openEventFiles(agent, folder, sink);
}

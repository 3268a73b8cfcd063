/** Where Hugging Face's Trainer leaves checkpoints: `<output_dir>/checkpoint-N`, and the final weights in `<output_dir>`. */
import type { CheckpointRecord } from '../../protocol/checkpoint';
import { join } from '../../protocol/posixPath';
import type { RunRecord, StageRecord } from '../../protocol/run';
import type { AgentConnection } from '../api';
import { inspectWeights } from './completeness';
import { listFolder } from './hostFiles';

/**
 * Every checkpoint of a run: stages in their order; per stage the weights that it began with (step 0), steps ascending,
 * final weights last (step null: their folder does not say which step they are from).
 */
export async function listCheckpoints(connection: AgentConnection, run: RunRecord): Promise<CheckpointRecord[]> {
  const stages = await Promise.all(run.stages.map((stage) => listStage(connection, run.id, stage)));
  return stages.flat();
}

/** A folder opened by hand, for example the initial model. @throws Error when it holds no weights */
export async function openCheckpoint(connection: AgentConnection, path: string): Promise<CheckpointRecord> {
  const record = await recordOf(connection, path, { runId: null, stage: null, step: stepOf(path) });
  if (record === null) throw new Error(`${path} holds no weights (*.safetensors); give the folder of a checkpoint`);
  return record;
}

async function listStage(connection: AgentConnection, runId: string, stage: StageRecord): Promise<CheckpointRecord[]> {
  const entries = await listFolder(connection, stage.outputDir);
  const folders = (entries ?? [])
    .map(({ path, type }) => ({ path, step: type === 'dir' ? stepOf(path) : null }))
    .filter((entry): entry is { path: string; step: number } => entry.step !== null)
    .sort((a, b) => a.step - b.step);
  const of = { runId, stage: stage.name };
  const found = await Promise.all([
    initialWeights(connection, stage, of),
    ...folders.map(async ({ path, step }) => {
      const folder = join(stage.outputDir, path);
      return (await recordOf(connection, folder, { ...of, step })) ?? notYetWritten(folder, { ...of, step });
    }),
    entries === null ? null : recordOf(connection, stage.outputDir, { ...of, step: null }),
  ]);
  return found.filter((record) => record !== null);
}

/** Null where the config's model is no folder on this host, or holds no weights. */
async function initialWeights(connection: AgentConnection, stage: StageRecord, of: Omit<Origin, 'step'>): Promise<CheckpointRecord | null> {
  if (stage.initialModel == null || (await listFolder(connection, stage.initialModel)) === null) return null;
  return recordOf(connection, stage.initialModel, { ...of, step: 0 });
}

const stepOf = (path: string): number | null => {
  const step = /(?:^|\/)checkpoint-(\d{1,15})\/*$/.exec(path)?.[1];
  return step === undefined ? null : Number(step);
};

type Origin = Pick<CheckpointRecord, 'runId' | 'stage' | 'step'>;

async function recordOf(connection: AgentConnection, path: string, origin: Origin): Promise<CheckpointRecord | null> {
  const state = await inspectWeights(connection, path);
  return state && { path, ...origin, layout: 'hf', ...state };
}

/** The Trainer makes the folder first. */
const notYetWritten = (path: string, origin: Origin): CheckpointRecord => ({
  path,
  ...origin,
  layout: 'hf',
  size: 0,
  completeness: 'writing',
  problem: 'no weights are there yet',
});

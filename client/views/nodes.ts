import type { CheckpointRecord, Pipeline, RunEntry, StageRecord, Target } from '../types';
import type { LoadedPipeline } from '../workspace/pipelines';
import type { Row } from './describe';

/** Rows of the runs view. `id` is stable over refreshes, so that expansion and selection stay. */
export type Node =
  | { kind: 'pipeline'; id: string; loaded: LoadedPipeline; pipeline: Pipeline }
  | { kind: 'target'; id: string; pipeline: Pipeline; target: Target }
  | { kind: 'run'; id: string; entry: RunEntry }
  | { kind: 'stage'; id: string; entry: RunEntry; stage: StageRecord }
  | { kind: 'checkpoint'; id: string; entry: RunEntry; checkpoint: CheckpointRecord }
  | { kind: 'message'; id: string; row: Row; open?: { uri: string; line: number } };

export const runNode = (entry: RunEntry): Node => ({ kind: 'run', id: `run ${entry.record.id}`, entry });

export const stageNodes = (entry: RunEntry): Node[] =>
  entry.record.stages.map((stage) => ({ kind: 'stage', id: `stage ${entry.record.id} ${stage.name}`, entry, stage }));

/** Newest first, like the runs. */
export const checkpointNodes = (entry: RunEntry, list: readonly CheckpointRecord[]): Node[] =>
  [...list].reverse().map((checkpoint) => ({ kind: 'checkpoint', id: `checkpoint ${entry.record.id} ${checkpoint.path}`, entry, checkpoint }));

/** Runs of local targets stand directly under their pipeline; each ssh host is a row that holds its own. */
export function pipelineChildren(pipeline: Pipeline, runs: readonly RunEntry[]): Node[] {
  const own = runs.filter((entry) => entry.pipeline.uri === pipeline.uri);
  const remote = pipeline.targets.filter(({ kind }) => kind === 'ssh');
  return [
    ...own.filter(({ target }) => target.kind === 'local').map(runNode),
    ...remote.map((target): Node => ({ kind: 'target', id: `target ${pipeline.uri} ${target.name}`, pipeline, target })),
  ];
}

export const targetChildren = (pipeline: Pipeline, target: Target, runs: readonly RunEntry[]): Node[] =>
  runs.filter((entry) => entry.pipeline.uri === pipeline.uri && entry.target.name === target.name).map(runNode);

/** A pipeline file that means nothing yet: its first error, which opens the file there. */
export function brokenNode(loaded: LoadedPipeline, row: (message: string) => Row): Node {
  const problem = loaded.problems.find(({ severity }) => severity === 'error') ?? loaded.problems[0];
  const message = `${loaded.path}: ${problem?.message ?? '?'}`;
  return { kind: 'message', id: `broken ${loaded.uri}`, row: row(message), open: { uri: loaded.uri, line: problem?.line ?? 0 } };
}

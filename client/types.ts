/** The engine's types under the names that the extension uses. Types only: the engine itself is loaded by engine.ts. */
import type { Engine } from '../engine/engine';
import type { RunRecord } from '../engine/api';

export type { CheckpointRecord, Comparison, Disposable, RunCurves, RunRecord, Runs, RunState, Series } from '../engine/api';
export type { CurveSource, Engine, EngineSettings, PipelineProblem } from '../engine/engine';
export type Pipeline = Parameters<Engine['runs']>[0];
export type Target = Parameters<Engine['runs']>[1];
export type Stage = Pipeline['stages'][number];
export type StageRecord = RunRecord['stages'][number];

/** A run with the pipeline and target it was found through: all that any action on it needs. */
export interface RunEntry {
  pipeline: Pipeline;
  target: Target;
  record: RunRecord;
}

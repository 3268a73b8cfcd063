/** Messages of the launchpad: a card per stage of each pipeline in the workspace. */
import * as v from 'valibot';

export const StageCard = v.object({
  pipelineUri: v.string(),
  name: v.string(),
  trainer: v.string(),
  kind: v.picklist(['sft', 'rl']),
  /** Name and kind of the target, e.g. `here (local)`. */
  target: v.string(),
  /** `idle` before the first run, else the newest run's stage state. */
  state: v.string(),
  runId: v.nullable(v.string()),
  step: v.nullable(v.number()),
  totalSteps: v.nullable(v.number()),
  secondsLeft: v.nullable(v.number()),
  /** Epoch seconds. */
  startedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  /** Basename of the newest complete checkpoint. */
  lastCheckpoint: v.nullable(v.string()),
  /** What runs now: `preparing`, `phase 1 of 2`, `answering held-out set`; or why it failed. */
  detail: v.nullable(v.string()),
  canLaunch: v.boolean(),
  canStop: v.boolean(),
});
export type StageCard = v.InferOutput<typeof StageCard>;

export const PipelineCards = v.object({
  uri: v.string(),
  name: v.string(),
  /** Workspace-relative path of its reasoner.yaml. */
  path: v.string(),
  stages: v.array(StageCard),
  problem: v.nullable(v.string()),
});
export type PipelineCards = v.InferOutput<typeof PipelineCards>;

export const ToLaunchpad = v.variant('type', [
  v.object({ type: v.literal('state'), pipelines: v.array(PipelineCards), trusted: v.boolean() }),
]);
export type ToLaunchpad = v.InferOutput<typeof ToLaunchpad>;

export const FromLaunchpad = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('launchStage'), pipelineUri: v.string(), stage: v.string() }),
  v.object({ type: v.literal('launchPipeline'), pipelineUri: v.string() }),
  v.object({ type: v.literal('stop'), runId: v.string() }),
  v.object({ type: v.literal('log'), runId: v.string(), stage: v.string() }),
  v.object({ type: v.literal('dashboard'), runId: v.string() }),
  v.object({ type: v.literal('openConfig'), pipelineUri: v.string(), stage: v.string() }),
]);
export type FromLaunchpad = v.InferOutput<typeof FromLaunchpad>;

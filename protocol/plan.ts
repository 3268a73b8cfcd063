import * as v from 'valibot';
import { Phase, ProcessRole, StageKind } from './run';

/** One process of a stage, exactly as it will be started: no shell, no expansion. */
export const ProcessPlan = v.looseObject({
  role: ProcessRole,
  phase: v.nullable(v.number()),
  argv: v.array(v.string()),
  /** Added to (or, with null, removed from) the agent's environment. */
  env: v.record(v.string(), v.nullable(v.string())),
  cwd: v.string(),
});
export type ProcessPlan = v.InferOutput<typeof ProcessPlan>;

export const StagePlan = v.looseObject({
  name: v.string(),
  trainer: v.string(),
  kind: StageKind,
  outputDir: v.string(),
  /** Folder that the config's own model names, were it a folder; null for a stage that starts from another one. */
  initialModel: v.optional(v.nullable(v.string())),
  logFile: v.string(),
  totalSteps: v.nullable(v.number()),
  phases: v.array(Phase),
  processes: v.array(ProcessPlan),
  /** True when the user agreed that existing checkpoints in outputDir may be written over. */
  overwrite: v.boolean(),
});
export type StagePlan = v.InferOutput<typeof StagePlan>;

/** A file that must lie in the workdir of the host before the run starts. */
export const ShippedFile = v.looseObject({
  /** POSIX path relative to the workdir; never absolute, never with `..`. */
  path: v.string(),
  sha256: v.string(),
  size: v.number(),
  /** Unix mode bits (0o644, 0o755). */
  mode: v.number(),
});
export type ShippedFile = v.InferOutput<typeof ShippedFile>;

/** Text that the launch writes below the run folder: the configs as they are used. */
export const SnapshotFile = v.looseObject({ path: v.string(), text: v.string() });
export type SnapshotFile = v.InferOutput<typeof SnapshotFile>;

/** `plan.json`: what a launch will do, complete and absolute, and identical to what then runs. */
export const Plan = v.looseObject({
  format: v.number(),
  /** Run id, chosen by the planner: `<UTC time>-<stage or pipeline>-<4 hex>`. */
  runId: v.string(),
  /** Idempotency token: the same token never starts a second run. */
  token: v.string(),
  pipeline: v.looseObject({ uri: v.string(), name: v.string() }),
  target: v.looseObject({ name: v.string(), kind: v.string() }),
  workdir: v.string(),
  runDir: v.string(),
  /** Virtual environment folder on the host (absolute), null for the host's own python3. */
  venv: v.nullable(v.string()),
  stages: v.array(StagePlan),
  snapshots: v.array(SnapshotFile),
  /** Files copied to the workdir first; empty on a local target, whose workdir is the pipeline's own folder. */
  ship: v.array(ShippedFile),
  git: v.looseObject({ commit: v.nullable(v.string()), diff: v.nullable(v.string()) }),
});
export type Plan = v.InferOutput<typeof Plan>;

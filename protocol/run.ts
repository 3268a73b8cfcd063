import * as v from 'valibot';

/** A process on a host: a pid alone is reused, pid + start time + boot id is not. */
export const ProcessIdentity = v.looseObject({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Clock ticks since boot, field 22 of /proc/PID/stat. */
  startTime: v.number(),
  bootId: v.string(),
  /** Host name: on a shared file system a pid says nothing to the other hosts. */
  host: v.optional(v.string()),
});
export type ProcessIdentity = v.InferOutput<typeof ProcessIdentity>;

/**
 * `lost`: the record says running but its supervisor is gone (host restarted, supervisor killed). It is never written,
 * only derived when a record is read.
 */
export const RunState = v.picklist(['pending', 'running', 'stopping', 'succeeded', 'failed', 'stopped', 'lost']);
export type RunState = v.InferOutput<typeof RunState>;
export const isLive = (state: RunState): boolean => state === 'pending' || state === 'running' || state === 'stopping';

const Time = v.nullable(v.number()); // seconds since the epoch

export const ProcessRole = v.picklist(['before', 'train', 'after']);
export type ProcessRole = v.InferOutput<typeof ProcessRole>;

export const ProcessRecord = v.looseObject({
  role: ProcessRole,
  /** Index into the stage's phases for a `train` process, else null. */
  phase: v.nullable(v.number()),
  argv: v.array(v.string()),
  state: RunState,
  exitCode: v.nullable(v.number()),
  signal: v.nullable(v.number()),
  /** The process itself, leader of its own group, once it was started. */
  identity: v.optional(v.nullable(ProcessIdentity)),
  startedAt: Time,
  endedAt: Time,
});
export type ProcessRecord = v.InferOutput<typeof ProcessRecord>;

/** One length phase: steps `from` (exclusive) to `until` (inclusive, null when the config does not say). */
export const Phase = v.looseObject({
  name: v.string(),
  from: v.number(),
  until: v.nullable(v.number()),
  /** The config values that this phase sets. */
  set: v.record(v.string(), v.unknown()),
});
export type Phase = v.InferOutput<typeof Phase>;

export const StageKind = v.picklist(['sft', 'rl']);
export type StageKind = v.InferOutput<typeof StageKind>;

export const StageRecord = v.looseObject({
  name: v.string(),
  trainer: v.string(),
  kind: StageKind,
  state: RunState,
  /** Absolute path on the host: checkpoints, event files, completions lie below it. */
  outputDir: v.string(),
  /** Folder of the weights it began with (absolute), when the config named one; not for a stage that starts from another. */
  initialModel: v.optional(v.nullable(v.string())),
  /** Absolute path of the log that the supervisor writes (stdout and stderr of all processes of the stage). */
  logFile: v.string(),
  /** Planned number of optimizer steps over all phases; null when the config does not say. */
  totalSteps: v.nullable(v.number()),
  phases: v.array(Phase),
  processes: v.array(ProcessRecord),
  startedAt: Time,
  endedAt: Time,
  /** Why it failed, in one sentence for people; null otherwise. */
  message: v.nullable(v.string()),
});
export type StageRecord = v.InferOutput<typeof StageRecord>;

export const GitState = v.looseObject({
  commit: v.nullable(v.string()),
  /** File name in the run folder that holds `git diff HEAD`, null when clean or no repository. */
  diffFile: v.nullable(v.string()),
});

/** `record.json`: the authority on a run, written atomically by its supervisor alone. */
export const RunRecord = v.looseObject({
  format: v.number(),
  id: v.string(),
  token: v.string(),
  pipeline: v.looseObject({ uri: v.string(), name: v.string() }),
  target: v.looseObject({ name: v.string(), kind: v.string() }),
  workdir: v.string(),
  runDir: v.string(),
  /** The stage processes' virtual environment (absolute), null for the host's own Python. */
  venv: v.optional(v.nullable(v.string()), null),
  state: RunState,
  createdAt: v.number(),
  startedAt: Time,
  endedAt: Time,
  supervisor: v.nullable(ProcessIdentity),
  stages: v.array(StageRecord),
  /** Package or tool name -> version in the stage's environment (python, trl, torch, ...). */
  versions: v.record(v.string(), v.string()),
  git: GitState,
  message: v.nullable(v.string()),
});
export type RunRecord = v.InferOutput<typeof RunRecord>;

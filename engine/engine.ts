/** What the engine offers as one object: the client's and the command line's only way in. */
import type { Pipeline, Target } from '../config/pipeline/types';
import type { Plan } from '../protocol/plan';
import type { RunRecord } from '../protocol/run';
import type { Checkpoints, Disposable, Hosts, HostSettings, RunCurves, Runs } from './api';

/** Something that stops a plan: one sentence and what to do. */
export interface PlanProblem {
  message: string;
  hint: string | null;
}

/** A problem of the pipeline file, zero-based. */
export interface PipelineProblem {
  line: number;
  character: number;
  severity: 'error' | 'warning' | 'information' | 'hint';
  code: string;
  message: string;
}

export interface EngineSettings extends HostSettings {
  /** Where the caches may be written; null keeps everything in memory. */
  cacheDir: string | null;
}

export type CurveSource = 'auto' | 'dataServer' | 'eventFiles';

export interface PlanOptions {
  /** The user agreed that checkpoints in a configured output_dir may be written over. */
  overwrite?: boolean;
  /** Default: a fresh random token. The same token never starts a second run. */
  token?: string;
}

export interface Engine extends Disposable {
  readonly hosts: Hosts;
  /** Reads and parses a reasoner.yaml of this machine (`file:` URI). @throws Error when it cannot be read */
  loadPipeline(uri: string): Promise<{ pipeline: Pipeline | null; problems: PipelineProblem[] }>;
  /** Shared per host and workdir; dispose gives this share back. */
  runs(pipeline: Pipeline, target: Target): Runs;
  /** Everything a launch would do, or why it cannot; touches nothing. */
  plan(
    pipeline: Pipeline,
    stages: readonly string[] | 'all',
    options?: PlanOptions,
  ): Promise<{ plan: Plan | null; problems: PlanProblem[] }>;
  /** Ships what the host lacks and starts the supervisor. @throws AgentError (`would-overwrite`, `workdir-busy`, ...) */
  launch(pipeline: Pipeline, plan: Plan): Promise<RunRecord>;
  /** Shared per run; dispose gives this share back. */
  curves(pipeline: Pipeline, run: RunRecord, options?: { source?: CurveSource }): RunCurves;
  checkpoints(pipeline: Pipeline, target: Target): Checkpoints;
  /** Text of a file on the run's host, at most 4 MB. */
  readText(pipeline: Pipeline, run: RunRecord, hostPath: string): Promise<string>;
}

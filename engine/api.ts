/**
 * The engine's surfaces, as client and command line see them. Each interface is implemented in the folder it names.
 */
import type { Target } from '../config/pipeline/types';
import type { AgentMethod, Params, Result } from '../protocol/agent';
import type { CheckpointRecord, Comparison } from '../protocol/checkpoint';
import type { RunRecord, RunState } from '../protocol/run';
import type { Metric, Series } from '../protocol/series';

export interface Disposable {
  dispose(): void;
}

/** engine/agent: one stream to one host. */
export interface AgentConnection extends Disposable {
  readonly info: Result<'hello'>;
  /** Resolves once, when the stream ended for whatever reason (text for people). */
  readonly closed: Promise<string>;
  /** @throws AgentError with code, message and hint; ConnectionLost when the stream ends first */
  request<M extends AgentMethod>(
    method: M,
    params: Params<M>,
    options?: { payload?: Uint8Array; signal?: AbortSignal },
  ): Promise<{ result: Result<M>; payload: Uint8Array }>;
  /** Resolves when the agent accepted; `onEvent` gets raw events (decode them with the schema of the method). */
  subscribe<M extends AgentMethod>(
    method: M,
    params: Params<M>,
    onEvent: (event: unknown, payload: Uint8Array) => void,
    onEnd?: (reason: string) => void,
  ): Promise<Subscription>;
}
export interface Subscription extends Disposable {
  readonly id: number;
}

/** Where executables are; machine-scoped settings of the editor or environment of the command line. */
export interface HostSettings {
  /** Local python3 (>= 3.8) that runs the agent. */
  python: string;
  ssh: string;
  /** Passed as `ssh -F`; null for the user's own configuration. */
  sshConfigFile: string | null;
  /** Path of reasoner-agent.pyz in this installation. */
  agentFile: string;
}

/** engine/agent: connections shared by everyone who asks for the same host, reopened with back-off after a loss. */
export interface Hosts extends Disposable {
  /** @throws HostError with one sentence and a hint (refused, unknown host, no python3, changed host key ...) */
  connect(target: Pick<Target, 'kind'> & { host?: string }): Promise<AgentConnection>;
  onDidChange(listener: (hostKey: string, connected: boolean, problem: string | null) => void): Disposable;
}

/** engine/runs: the runs of one workdir on one host. The host's record is the truth; this follows it. */
export interface Runs extends Disposable {
  /** Resolves after the first answer of the host, or when it is known why there is none. Never rejects. */
  readonly ready: Promise<void>;
  readonly all: readonly RunRecord[];
  /** Null while the host is connected, else why not. */
  readonly problem: string | null;
  onDidChange(listener: () => void): Disposable;
  stop(runId: string, graceSeconds?: number): Promise<RunRecord>;
  /** Follows a stage's log from `offset` (negative: from the end). Survives reconnects without repeating a byte. */
  tailLog(runId: string, stage: string, offset: number, onText: (text: string) => void): Disposable;
}

/** engine/telemetry: the live curves of one run. */
export interface RunCurves extends Disposable {
  readonly source: 'data server' | 'event files' | null;
  readonly problem: string | null;
  tags(stage: string): string[];
  /** Null when the tag has no point yet. The object is live: append-only between two changes. */
  series(stage: string, tag: string): Series | null;
  /** Raw tag that stands for a normalised metric in this stage's framework, when it was seen or is expected. */
  metricTag(stage: string, metric: Metric): string | null;
  progress(stage: string): { step: number; secondsLeft: number | null };
  /** `fromStep`: everything at and above it may have changed; below it nothing did. */
  onDidChange(listener: (change: { stage: string; tag: string; fromStep: number }[]) => void): Disposable;
  /** Resolves after one complete read of what is on disk now. */
  refresh(): Promise<void>;
}

/** engine/checkpoints */
export interface Checkpoints {
  list(run: RunRecord): Promise<CheckpointRecord[]>;
  compare(
    a: CheckpointRecord,
    b: CheckpointRecord,
    options: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal; venv?: string | null; configA?: string | null; configB?: string | null },
  ): Promise<Comparison>;
}

export type { CheckpointRecord, Comparison, RunRecord, RunState, Series };

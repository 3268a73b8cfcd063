import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHost } from '../../engine/agent/openHost';
import type { AgentConnection } from '../../engine/api';
import type { CurveSource } from '../../engine/engine';
import { LiveRunCurves, type RunCurvesOptions } from '../../engine/telemetry';
import { FORMAT } from '../../protocol/format';
import type { RunRecord, RunState, StageRecord } from '../../protocol/run';
import { agentFile } from './agentFile';

/** The environment whose wheels hold the data server. */
export const VENV = path.resolve('.venv');

/** The real agent, over a pipe, started as a user's would be. By default it is packed from its sources. */
export const openAgent = (file?: string): Promise<AgentConnection> =>
  openHost({ python: 'python3', ssh: 'ssh', sshConfigFile: null, agentFile: file ?? agentFile() }, null);

/** A folder that stands for a run's, with one or more stages that write below it. */
export interface RunFolder {
  readonly dir: string;
  readonly record: RunRecord;
  /** `outputDir` of a stage; does not exist until something is written. */
  output(stage?: string): string;
  setState(state: RunState, stage?: string): void;
  /** Curves that are disposed with the folder. */
  curves(source: CurveSource, connect: RunCurvesOptions['connect'], options?: Partial<RunCurvesOptions>): LiveRunCurves;
  dispose(): void;
}

export function runFolder(state: RunState = 'running', stages = ['rl']): RunFolder {
  const dir = mkdtempSync(path.join(tmpdir(), 'reasoner-curves-'));
  const record = runRecord(dir, state, stages);
  const open: LiveRunCurves[] = [];
  const stageOf = (name: string): StageRecord => record.stages.find((stage) => stage.name === name) as StageRecord;
  return {
    dir,
    record,
    output: (stage = 'rl') => stageOf(stage).outputDir,
    setState(next, stage = 'rl') {
      stageOf(stage).state = next;
      if (next !== 'pending') stageOf(stage).startedAt ??= 1;
    },
    curves(source, connect, options = {}) {
      const curves = new LiveRunCurves({ run: () => record, connect, source, ...options });
      open.push(curves);
      return curves;
    },
    dispose() {
      for (const curves of open) curves.dispose();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function runRecord(dir: string, state: RunState, stages: string[]): RunRecord {
  const startedAt = state === 'pending' ? null : 1;
  return {
    format: FORMAT.runRecord,
    id: 'run-1',
    token: 'token',
    pipeline: { uri: 'file:///pipeline/reasoner.yaml', name: 'tiny' },
    target: { name: 'here', kind: 'local' },
    workdir: dir,
    runDir: dir,
    state,
    createdAt: 1,
    startedAt,
    endedAt: null,
    supervisor: null,
    stages: stages.map((name): StageRecord => ({
      name,
      trainer: name === 'rl' ? 'trl-grpo' : 'trl-sft',
      kind: name === 'rl' ? ('rl' as const) : ('sft' as const),
      state,
      outputDir: path.join(dir, 'stages', name, 'output'),
      logFile: path.join(dir, 'stages', name, 'log.txt'),
      totalSteps: 100,
      phases: [],
      processes: [],
      startedAt,
      endedAt: null,
      message: null,
    })),
    venv: VENV,
    versions: {},
    git: { commit: null, diffFile: null },
    message: null,
  };
}

/** Resolves when `ready` holds, looked at after every change and now and then; rejects with `what` after the time. */
export async function until(what: string, ready: () => boolean, milliseconds = 5000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!ready()) {
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A series as [step, value] pairs. */
export function points(curves: LiveRunCurves, tag: string, stage = 'rl'): [number, number][] {
  const series = curves.series(stage, tag);
  return series ? series.steps.map((step, at) => [step, series.values[at] as number]) : [];
}

/** Plans of small real processes, for every layer that launches something. */
import { randomBytes, randomUUID } from 'node:crypto';
import { FORMAT } from '../../protocol/format';
import type { Plan, ProcessPlan, StagePlan } from '../../protocol/plan';

export interface StageSketch {
  name?: string;
  kind?: StagePlan['kind'];
  /** Each is an argument vector, or the text of a Python program. */
  before?: string | string[];
  train: (string | string[])[] | string;
  after?: string | string[];
  /** Default: below the run folder. */
  outputDir?: string;
  overwrite?: boolean;
  totalSteps?: number;
  env?: Record<string, string | null>;
}

export interface PlanSketch {
  workdir: string;
  stages: StageSketch[];
  runId?: string;
  token?: string;
  venv?: string | null;
  target?: Plan['target'];
  snapshots?: Plan['snapshots'];
  ship?: Plan['ship'];
  git?: Plan['git'];
}

/** A complete plan from the few things a test is about. Several `train` programs become length phases of 10 steps. */
export function makePlan({ workdir, stages, ...rest }: PlanSketch): Plan {
  const runId = rest.runId ?? `20260101T000000-test-${randomBytes(4).toString('hex')}`;
  const runDir = `${workdir}/.reasoner/runs/${runId}`;
  return {
    format: FORMAT.plan,
    runId,
    token: rest.token ?? randomUUID(),
    pipeline: { uri: `file://${workdir}/reasoner.yaml`, name: 'test' },
    target: rest.target ?? { name: 'here', kind: 'local' },
    workdir,
    runDir,
    venv: rest.venv ?? null,
    stages: stages.map((stage, index) => makeStage(stage, index, workdir, runDir)),
    snapshots: rest.snapshots ?? [],
    ship: rest.ship ?? [],
    git: rest.git ?? { commit: null, diff: null },
  };
}

function makeStage(sketch: StageSketch, index: number, workdir: string, runDir: string): StagePlan {
  const name = sketch.name ?? `stage-${index + 1}`;
  const train = typeof sketch.train === 'string' ? [sketch.train] : sketch.train;
  const process = (role: ProcessPlan['role'], phase: number | null, program: string | string[]): ProcessPlan => ({
    role,
    phase,
    argv: typeof program === 'string' ? ['python3', '-c', program] : program,
    env: sketch.env ?? {},
    cwd: workdir,
  });
  return {
    name,
    trainer: sketch.kind === 'rl' ? 'trl-grpo' : 'trl-sft',
    kind: sketch.kind ?? 'sft',
    outputDir: sketch.outputDir ?? `${runDir}/stages/${name}/output`,
    logFile: `${runDir}/stages/${name}/log.txt`,
    totalSteps: sketch.totalSteps ?? null,
    phases: train.map((_, phase) => ({
      name: `phase ${phase + 1}`,
      from: phase * 10,
      until: phase + 1 < train.length ? (phase + 1) * 10 : null,
      set: {},
    })),
    processes: [
      ...(sketch.before === undefined ? [] : [process('before', null, sketch.before)]),
      ...train.map((program, phase) => process('train', phase, program)),
      ...(sketch.after === undefined ? [] : [process('after', null, sketch.after)]),
    ],
    overwrite: sketch.overwrite ?? false,
  };
}

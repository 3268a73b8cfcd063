import type { Pipeline, Stage, Target } from '../../config/pipeline/types';
import { FORMAT } from '../../protocol/format';
import type { Plan, ShippedFile, SnapshotFile } from '../../protocol/plan';
import { join } from '../../protocol/posixPath';
import type { RunRecord } from '../../protocol/run';
import type { PlanProblem } from '../engine';
import { planStage } from './stagePlan';

/** Facts that a plan is made of, gathered before; paths are absolute on the host. */
export interface PlanInput {
  pipeline: Pipeline;
  target: Target;
  stages: Stage[];
  workdir: string;
  venv: string | null;
  runId: string;
  token: string;
  /** Config text by stage name. */
  configTexts: Map<string, string>;
  /** Runs already in the workdir, oldest first: where `init` finds finished weights. */
  runs: readonly RunRecord[];
  ship: ShippedFile[];
  /** Snapshots beside the configs: reasoner.yaml and the code as it is now. */
  snapshots: SnapshotFile[];
  git: { commit: string | null; diff: string | null };
  overwrite: boolean;
}

/** A plan is data: the same input gives the same plan, and what it says is what runs. */
export function buildPlan(input: PlanInput): { plan: Plan | null; problems: PlanProblem[] } {
  const runDir = join(input.workdir, '.reasoner', 'runs', input.runId);
  const problems: PlanProblem[] = [];
  const snapshots = [...input.snapshots];
  const outputs = new Map<string, string>();
  const stages = input.stages.map((stage) => {
    const initFrom = stage.init === null ? null : (outputs.get(stage.init) ?? finishedOutput(input.runs, input.pipeline, stage.init));
    if (stage.init !== null && initFrom === null) {
      problems.push({
        message: `Stage ${stage.name} starts from ${stage.init}, which has no finished run on target ${input.target.name}.`,
        hint: `Launch ${stage.init} first, or launch the whole pipeline.`,
      });
    }
    const planned = planStage(stage, {
      pipeline: input.pipeline,
      workdir: input.workdir,
      runDir,
      venv: input.venv,
      variables: input.target.env.variables,
      configText: input.configTexts.get(stage.name) ?? '',
      initFrom,
      overwrite: input.overwrite,
    });
    outputs.set(stage.name, planned.plan.outputDir);
    snapshots.push(...planned.snapshots);
    problems.push(...planned.problems);
    return planned.plan;
  });
  const sameOutput = stages.find((stage, index) => stages.findIndex((other) => other.outputDir === stage.outputDir) !== index);
  if (sameOutput) {
    problems.push({
      message: `Two stages write to ${sameOutput.outputDir}; the second would write over the first.`,
      hint: 'Give each config an output_dir of its own, or leave the key out.',
    });
  }
  if (problems.length > 0) return { plan: null, problems };
  const plan: Plan = {
    format: FORMAT.plan,
    runId: input.runId,
    token: input.token,
    pipeline: { uri: input.pipeline.uri, name: input.pipeline.name },
    target: { name: input.target.name, kind: input.target.kind },
    workdir: input.workdir,
    runDir,
    venv: input.venv,
    stages,
    snapshots,
    ship: input.ship,
    git: input.git,
  };
  return { plan, problems };
}

/** Output folder of the newest finished run of a stage, null when there is none. */
function finishedOutput(runs: readonly RunRecord[], pipeline: Pipeline, stage: string): string | null {
  const finished = runs
    .filter((run) => run.pipeline.name === pipeline.name)
    .flatMap((run) => run.stages.filter((record) => record.name === stage && record.state === 'succeeded'))
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  return finished.at(-1)?.outputDir ?? null;
}

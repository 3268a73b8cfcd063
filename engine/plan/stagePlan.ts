import { applyOverrides, readYaml } from '../../config';
import type { Pipeline, Stage } from '../../config/pipeline/types';
import type { ProcessPlan, SnapshotFile, StagePlan } from '../../protocol/plan';
import { join, resolve } from '../../protocol/posixPath';
import type { PlanProblem } from '../engine';
import { phaseRanges } from './phases';
import { adapterOf } from './trainers';

/** Everything a stage's plan depends on; all paths absolute on the host. */
export interface StageContext {
  pipeline: Pipeline;
  workdir: string;
  runDir: string;
  venv: string | null;
  variables: Record<string, string>;
  /** Text of the stage's config file. */
  configText: string;
  /** Folder with the weights that the stage starts from, null to leave the config's own model. */
  initFrom: string | null;
  overwrite: boolean;
}

export interface PlannedStage {
  plan: StagePlan;
  snapshots: SnapshotFile[];
  problems: PlanProblem[];
}

/** A stage's processes in order: `before`, one trainer per phase, `after`; and the config each trainer reads. */
export function planStage(stage: Stage, context: StageContext): PlannedStage {
  const { workdir, runDir, venv } = context;
  const adapter = adapterOf(stage.trainer);
  if (!adapter) throw new Error(`${stage.trainer} stages cannot be planned; selectStages refuses them.`);
  const values = asMap(readYaml(context.configText));
  const problems: PlanProblem[] = [];

  const configured = values[adapter.keys.output];
  const model = values[adapter.keys.model];
  const stageDir = join(runDir, 'stages', stage.name);
  const outputDir = typeof configured === 'string' ? resolve(workdir, configured) : join(stageDir, 'output');
  const maxSteps = values[adapter.keys.maxSteps];
  const totalSteps = typeof maxSteps === 'number' && maxSteps > 0 ? maxSteps : null;
  const phases = phaseRanges(stage.phases, totalSteps);

  const env: Record<string, string> = {
    // A trainer's prints reach the log when they happen, not when a buffer is full.
    PYTHONUNBUFFERED: '1',
    REASONER_RUN_DIR: runDir,
    REASONER_STAGE: stage.name,
    REASONER_OUTPUT_DIR: outputDir,
    ...context.variables,
  };
  const process = (role: ProcessPlan['role'], phase: number | null, argv: string[]): ProcessPlan => ({
    role,
    phase,
    argv: inVenv(argv, venv),
    env,
    cwd: workdir,
  });

  const snapshots: SnapshotFile[] = [];
  const train = (index: number | null): ProcessPlan => {
    const overrides: Record<string, unknown> = { [adapter.keys.output]: outputDir };
    if (context.initFrom !== null) overrides[adapter.keys.model] = context.initFrom;
    const phase = index === null ? undefined : phases[index];
    if (phase) Object.assign(overrides, phase.set);
    if (phase?.until != null) overrides[adapter.keys.maxSteps] = phase.until;
    if (phase && phase.from > 0) {
      // The model is named too: resuming alone trains on from the wrong weights when names moved between releases
      // (huggingface/transformers#43701), silently.
      const checkpoint = adapter.checkpointDir(outputDir, phase.from);
      overrides[adapter.keys.model] = checkpoint;
      overrides[adapter.keys.resume] = checkpoint;
    }
    const path = join('stages', stage.name, index === null ? 'config.yaml' : `config.phase-${index + 1}.yaml`);
    snapshots.push({ path, text: applyOverrides(context.configText, overrides) });
    const config = join(runDir, path);
    const argv = stage.entry ? adapter.entryCommand(resolve(workdir, stage.entry), config) : adapter.command(config);
    return process('train', index, argv);
  };

  if (phases.length > 1 && !stage.entry && !adapter.resumesByItself) {
    problems.push({
      message: `Stage ${stage.name} has ${phases.length} phases, but ${stage.trainer}'s own command cannot resume.`,
      hint: 'Name an `entry` script that passes resume_from_checkpoint on to train().',
    });
  }
  const last = phases[phases.length - 2]?.until ?? 0;
  if (totalSteps !== null && last >= totalSteps) {
    problems.push({
      message: `Stage ${stage.name}: a phase lasts until step ${last}, but ${adapter.keys.maxSteps} is ${totalSteps}.`,
      hint: `Raise ${adapter.keys.maxSteps} in ${stage.config} or end the phase earlier.`,
    });
  }

  const processes = [
    ...(stage.before ? [process('before', null, stage.before)] : []),
    ...(phases.length === 0 ? [train(null)] : phases.map((_, index) => train(index))),
    ...(stage.after ? [process('after', null, stage.after)] : []),
  ];
  const plan: StagePlan = {
    name: stage.name,
    trainer: stage.trainer,
    kind: adapter.kind,
    outputDir,
    initialModel: context.initFrom === null && typeof model === 'string' ? resolve(workdir, model) : null,
    logFile: join(stageDir, 'stage.log'),
    totalSteps,
    phases,
    processes,
    overwrite: context.overwrite,
  };
  return { plan, snapshots, problems };
}

/** Absolute programs of the virtual environment, so that the plan shows what will really run. */
function inVenv(argv: string[], venv: string | null): string[] {
  const [program = '', ...rest] = argv;
  const known = ['python', 'python3', 'trl', 'accelerate', 'torchrun'];
  return venv !== null && known.includes(program) ? [join(venv, 'bin', program), ...rest] : argv;
}

const asMap = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

import { readFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pipeline, Stage, Target } from '../../config/pipeline/types';
import type { SnapshotFile } from '../../protocol/plan';
import { join } from '../../protocol/posixPath';
import type { AgentConnection } from '../api';
import type { PlanOptions, PlanProblem } from '../engine';
import { buildPlan } from './buildPlan';
import { gitState } from './gitState';
import { pipelineFiles, TooMuchToShip } from './pipelineFiles';
import { adapterOf } from './trainers';
import { newRunId } from './runId';
import { newToken } from './token';

export interface Launchable {
  target: Target;
  stages: Stage[];
}

/** The wanted stages in the file's order, and the one target they share. */
export function selectStages(pipeline: Pipeline, wanted: readonly string[] | 'all'): Launchable | PlanProblem {
  const unknown = wanted === 'all' ? [] : wanted.filter((name) => !pipeline.stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    return { message: `No stage is called ${unknown.join(', ')}.`, hint: `Stages: ${pipeline.stages.map((s) => s.name).join(', ')}.` };
  }
  const stages = pipeline.stages.filter((stage) => wanted === 'all' || wanted.includes(stage.name));
  const unknownTrainer = stages.find((stage) => !adapterOf(stage.trainer));
  if (unknownTrainer) {
    return {
      message: `Stage ${unknownTrainer.name} is of ${unknownTrainer.trainer}, whose configs are checked but not launched from here.`,
      hint: "Launch it with the trainer's own command, or name the trl-sft and trl-grpo stages alone.",
    };
  }
  const names = [...new Set(stages.map((stage) => stage.target))];
  const target = pipeline.targets.find((candidate) => candidate.name === names[0]);
  if (names.length !== 1 || !target) {
    return {
      message: names.length === 0 ? 'The pipeline has no stage to launch.' : `The stages use several targets (${names.join(', ')}).`,
      hint: 'One launch runs on one host: launch the stages of each target on their own.',
    };
  }
  return { target, stages };
}

/** Gathers the facts (host, files, git, earlier runs) and builds the plan from them. Changes nothing anywhere. */
export async function planLaunch(
  connection: AgentConnection,
  pipeline: Pipeline,
  { target, stages }: Launchable,
  options: PlanOptions,
): Promise<ReturnType<typeof buildPlan>> {
  const folder = nodePath.dirname(fileURLToPath(pipeline.uri));
  const problems: PlanProblem[] = [];
  const workdir = await targetWorkdir(connection, target, folder);
  const venv = await targetVenv(connection, target, target.kind === 'local' ? folder : workdir, problems);

  const configTexts = new Map<string, string>();
  for (const stage of stages) {
    try {
      configTexts.set(stage.name, await readFile(nodePath.resolve(folder, stage.config), 'utf8'));
    } catch (error) {
      problems.push({ message: `Stage ${stage.name}: ${stage.config} cannot be read (${(error as Error).message}).`, hint: null });
    }
  }
  const files = await pipelineFiles(folder).catch((error: unknown) => {
    if (!(error instanceof TooMuchToShip)) throw error;
    problems.push({ message: error.message, hint: null });
    return [];
  });
  if (problems.length > 0) return { plan: null, problems };

  const { result } = await connection.request('runs', { workdir });
  return buildPlan({
    pipeline,
    target,
    stages,
    workdir,
    venv,
    runId: newRunId(stages.length === 1 ? (stages[0] as Stage).name : pipeline.name),
    token: options.token ?? newToken(),
    configTexts,
    runs: result.runs,
    ship: target.kind === 'local' ? [] : files,
    snapshots: await codeSnapshots(folder, files),
    git: await gitState(folder),
    overwrite: options.overwrite ?? false,
  });
}

/** Absolute workdir on the host: the pipeline's own folder for a local target that names none. */
export async function targetWorkdir(connection: AgentConnection, target: Target, folder: string): Promise<string> {
  const local = target.kind === 'local';
  const { result } = await connection.request('resolve', {
    path: target.workdir ?? folder,
    base: local ? folder : null,
  });
  return result.path;
}

async function targetVenv(
  connection: AgentConnection,
  target: Target,
  base: string,
  problems: PlanProblem[],
): Promise<string | null> {
  if (target.env.venv === null) return null;
  const { result } = await connection.request('resolve', { path: target.env.venv, base });
  const python = await connection.request('resolve', { path: join(result.path, 'bin', 'python'), base: null });
  if (!python.result.exists) {
    problems.push({
      message: `Target ${target.name}: ${result.path} is not a virtual environment (no bin/python).`,
      hint: 'Create it there, or change env.venv in reasoner.yaml.',
    });
  }
  return result.path;
}

const SNAPSHOT_FILE_BYTES = 256 * 1024;
const SNAPSHOT_TOTAL_BYTES = 2 * 1024 * 1024;

/** The pipeline's text files as they are at launch, kept in the run folder so that a run can be read back later. */
async function codeSnapshots(folder: string, files: { path: string; size: number }[]): Promise<SnapshotFile[]> {
  const out: SnapshotFile[] = [];
  let total = 0;
  for (const file of files) {
    if (file.size > SNAPSHOT_FILE_BYTES || total + file.size > SNAPSHOT_TOTAL_BYTES) continue;
    const bytes = await readFile(nodePath.join(folder, file.path));
    if (bytes.includes(0)) continue; // not text
    total += bytes.length;
    out.push({ path: `code/${file.path}`, text: bytes.toString('utf8') });
  }
  return out;
}

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pipeline, Target } from '../../config/pipeline/types';
import { trainingConfigAt, type CheckpointRecord } from '../../engine';
import { EXIT, UsageError } from '../args';
import type { Command, CommandContext } from '../command';
import { number, table } from '../output';
import { openPipeline } from '../pipelineFile';
import { report } from '../report';
import { selectRun } from '../selectRun';

/** JSON: a Comparison (protocol/checkpoint.ts). `--frozen MODULE` fails when that module's bits changed. */
export const compare: Command = async (context) => {
  const [first, second] = context.args.rest;
  if (first === undefined || second === undefined) throw new UsageError('compare needs two checkpoints, A and B');
  const a = await locate(context, first);
  const b = await locate(context, second);
  const [hostA, hostB] = [hostOf(a.target), hostOf(b.target)];
  if (hostA !== hostB) throw new UsageError(`${first} lies on ${hostA}, ${second} on ${hostB}; weights are compared where they lie`);
  const checkpoints = context.engine.checkpoints(a.pipeline, a.target);
  const result = await checkpoints.compare(a.checkpoint, b.checkpoint, { configA: a.config, configB: b.config, venv: a.venv ?? b.venv });
  await report(context, result, () => {
    context.out.line(`A  ${result.a.path}\nB  ${result.b.path}\nread by ${result.method}\n`);
    for (const note of result.notes) context.out.line(`note: ${note}`);
    const rows = result.modules.map((m) => [m.module, `${m.tensors}`, number(m.relativeL2), number(m.cosine), share(m.changedShare)]);
    for (const line of table([['module', 'tensors', 'relative L2', 'cosine', 'bits changed'], ...rows])) context.out.line(line);
    if (result.configChanges.length > 0) context.out.line('');
    for (const line of table(result.configChanges.map((c) => [c.file, c.path, `${c.a ?? '(absent)'} -> ${c.b ?? '(absent)'}`]))) context.out.line(line);
  });
  const thawed = (context.args.options.frozen ?? []).filter((name) => {
    const module = result.modules.find((candidate) => candidate.module === name);
    if (!module) throw new UsageError(`no module is called ${name}; modules: ${result.modules.map((m) => m.module).join(', ')}`);
    return module.changedShare !== 0;
  });
  for (const name of thawed) context.out.note(`${name} changed, but was said to be frozen`);
  return thawed.length > 0 ? EXIT.findings : EXIT.ok;
};

/** Two targets may be one machine. */
const hostOf = (target: Target): string => (target.kind === 'ssh' ? target.host : 'this machine');

const share = (value: number | null): string => (value === null ? '-' : value === 0 ? '0' : `${number(value * 100)} %`);

interface Located {
  pipeline: Pipeline;
  target: Target;
  checkpoint: CheckpointRecord;
  /** The training config that the checkpoint came from, as a path on its host. */
  config: string | null;
  venv: string | null;
}

/** A folder of this machine, or `STAGE:STEP` of the newest run, or `RUN/STAGE:STEP`; `STAGE:last` is the highest step. */
async function locate(context: CommandContext, text: string): Promise<Located> {
  if ((await stat(text).catch(() => null))?.isDirectory()) {
    const folder = path.resolve(text);
    const target: Target = { name: 'local', kind: 'local', workdir: null, env: { venv: null, variables: {} } };
    const pipeline: Pipeline = { uri: pathToFileURL(path.join(folder, 'reasoner.yaml')).href, name: '', targets: [target], stages: [] };
    const checkpoint: CheckpointRecord = {
      path: folder, runId: null, stage: null, step: null, layout: 'hf', size: 0, completeness: 'complete', problem: null,
    };
    return { pipeline, target, checkpoint, config: null, venv: process.env['VIRTUAL_ENV'] ?? null };
  }
  const match = /^(?:([\w-]+)\/)?([^:/]+):(\d+|last)$/.exec(text);
  if (!match) throw new UsageError(`${text} is neither a folder nor STAGE:STEP`);
  const [, runId, stageName = '', step = ''] = match;
  const pipeline = await openPipeline(context, '.');
  const { run, target } = await selectRun(context, pipeline, runId);
  const stage = run.stages.find((candidate) => candidate.name === stageName);
  if (!stage) throw new UsageError(`run ${run.id} has no stage ${stageName}; stages: ${run.stages.map((s) => s.name).join(', ')}`);
  const all = (await context.engine.checkpoints(pipeline, target).list(run)).filter((c) => c.stage === stageName && c.step !== null);
  const checkpoint = step === 'last' ? all.sort((x, y) => (x.step ?? 0) - (y.step ?? 0)).at(-1) : all.find((c) => c.step === Number(step));
  if (!checkpoint) throw new UsageError(`${stageName} of ${run.id} has no checkpoint ${step}; steps: ${all.map((c) => c.step).join(', ') || 'none'}`);
  return { pipeline, target, checkpoint, config: trainingConfigAt(stage, checkpoint.step), venv: run.venv };
}

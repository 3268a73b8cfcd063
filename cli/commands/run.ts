import type { RunCurves, RunRecord } from '../../engine';
import { summarize } from '../../engine';
import { isLive } from '../../protocol/run';
import { checkPipelineFiles } from '../../config';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../args';
import type { Command, CommandContext } from '../command';
import { nodeFiles } from '../nodeFiles';
import { duration, number } from '../output';
import { openPipeline, targetsOf } from '../pipelineFile';
import { report } from '../report';

/**
 * Launches and, without `--detach`, follows to the end. JSON: a RunSummary (protocol/summary.ts); with `--detach` the
 * run's record. Ctrl-C stops watching; the run goes on.
 */
export const run: Command = async (context) => {
  const { args, engine, out } = context;
  const pipeline = await openPipeline(context);
  const wanted = args.options.stage;
  const checked = await checkPipelineFiles(nodeFiles, pipeline.uri, wanted?.length === 1 ? wanted[0] : null);
  const errors = checked.filter((problem) => problem.severity === 'error');
  for (const p of checked) out.note(`${fileURLToPath(p.uri)}:${p.line + 1}:${p.character + 1}: ${p.severity} ${p.code}: ${p.message}`);
  if (errors.length > 0) {
    out.note(`Not launched: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'} in the configs.`);
    return EXIT.findings;
  }
  const { plan, problems } = await engine.plan(pipeline, wanted ?? 'all', { overwrite: args.options.overwrite ?? false });
  for (const problem of problems) out.note([problem.message, problem.hint].filter(Boolean).join(' '));
  if (!plan) return EXIT.findings;
  const record = await engine.launch(pipeline, plan);
  out.note(`run ${record.id} on ${record.target.name} (${record.target.kind})`);
  if (args.options.detach) {
    await report(context, record, () => out.line(record.id));
    return EXIT.ok;
  }
  const target = targetsOf({ ...context, args: { ...args, options: { ...args.options, target: record.target.name } } }, pipeline)[0];
  if (!target) return EXIT.findings;
  const runs = engine.runs(pipeline, target);
  await runs.ready;
  const curves = engine.curves(pipeline, record);
  const ended = await follow(context, () => runs.all.find((other) => other.id === record.id) ?? record, curves);
  await curves.refresh();
  const checkpoints = await engine.checkpoints(pipeline, target).list(ended);
  const summary = summarize(ended, curves, checkpoints);
  await report(context, summary, () => {
    for (const stage of summary.stages) {
      out.line(`${stage.name}: ${stage.state}, ${stage.steps} steps in ${duration(stage.seconds)}, ${stage.checkpoints.length} checkpoints`);
      for (const [name, ends] of Object.entries(stage.metrics)) out.line(`  ${name.padEnd(16)} ${number(ends.first)} -> ${number(ends.last)}`);
      if (stage.message) out.line(`  ${stage.message}`);
    }
    out.line(`${ended.state} after ${duration(summary.seconds)}`);
  });
  if (ended.message) out.note(ended.message);
  return ended.state === 'succeeded' ? EXIT.ok : EXIT.findings;
};

/** One progress line whenever the state, the process or (at most every 5 s) the step changes. */
async function follow(context: CommandContext, current: () => RunRecord, curves: RunCurves): Promise<RunRecord> {
  let said = '';
  let lastStep = 0;
  for (;;) {
    const record = current();
    const stage = record.stages.find((candidate) => isLive(candidate.state) && candidate.startedAt !== null);
    const process = stage?.processes.find((candidate) => candidate.state === 'running');
    const what = stage ? `${stage.name}: ${process ? describe(process) : stage.state}` : record.state;
    if (what !== said) context.out.note((said = what));
    if (stage && Date.now() - lastStep > 5000) {
      lastStep = Date.now();
      const { step, secondsLeft } = curves.progress(stage.name);
      if (step > 0 && process?.role === 'train') {
        const left = secondsLeft === null ? '' : `, about ${duration(secondsLeft)} left`;
        context.out.note(`  step ${step}${stage.totalSteps === null ? '' : ` of ${stage.totalSteps}`}${left}`);
      }
    }
    if (!isLive(record.state)) return record;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const describe = (process: RunRecord['stages'][number]['processes'][number]): string =>
  process.role === 'train' ? (process.phase === null ? 'training' : `training, phase ${process.phase + 1}`) : `${process.role} (${process.argv.slice(1).join(' ')})`;

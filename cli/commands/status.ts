import type { RunRecord } from '../../engine';
import { EXIT } from '../args';
import type { Command } from '../command';
import { duration, table } from '../output';
import { openPipeline, targetsOf } from '../pipelineFile';
import { report } from '../report';

/** JSON: `{"targets": [{"name", "kind", "problem", "runs": [RunRecord]}]}`, runs oldest first. */
export const status: Command = async (context) => {
  const pipeline = await openPipeline(context);
  const targets: { name: string; kind: string; problem: string | null; runs: RunRecord[] }[] = [];
  for (const target of targetsOf(context, pipeline)) {
    const runs = context.engine.runs(pipeline, target);
    await runs.ready;
    targets.push({ name: target.name, kind: target.kind, problem: runs.problem, runs: [...runs.all] });
  }
  await report(context, { targets }, () => {
    for (const target of targets) {
      context.out.line(`${target.name} (${target.kind})${target.problem ? `: ${target.problem}` : ''}`);
      const rows = target.runs.flatMap((run) => run.stages.map((stage) => row(run, stage)));
      for (const line of table(rows)) context.out.line(`  ${line}`);
      if (rows.length === 0 && !target.problem) context.out.line('  no runs');
    }
  });
  return targets.some((target) => target.problem !== null) ? EXIT.host : EXIT.ok;
};

function row(run: RunRecord, stage: RunRecord['stages'][number]): string[] {
  const seconds = stage.startedAt === null ? null : (stage.endedAt ?? Date.now() / 1000) - stage.startedAt;
  return [run.id, stage.name, run.state === 'lost' && stage.state === 'running' ? 'lost' : stage.state, duration(seconds), stage.message ?? ''];
}

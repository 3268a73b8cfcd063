import type { CurveSource } from '../../engine';
import { METRICS } from '../../protocol/series';
import { EXIT, UsageError } from '../args';
import type { Command } from '../command';
import { number, table } from '../output';
import { openPipeline } from '../pipelineFile';
import { report } from '../report';
import { selectRun } from '../selectRun';

/**
 * JSON: `{"run", "source", "stages": [{"name", "tags": [], "series": [{"tag", "metric", "steps", "wallTimes", "values"}]}]}`;
 * the series of the normalised metrics, or of the `--tag`s. NaN and infinities are strings.
 */
export const curves: Command = async (context) => {
  const pipeline = await openPipeline(context);
  const { run } = await selectRun(context, pipeline);
  const source = context.args.options.source ?? 'auto';
  if (!['auto', 'dataServer', 'eventFiles'].includes(source)) throw new UsageError(`--source is auto, dataServer or eventFiles, not ${source}`);
  const live = context.engine.curves(pipeline, run, { source: source as CurveSource });
  await live.refresh();
  if (live.problem) context.out.note(live.problem);
  const wanted = context.args.options.tag;
  const stages = run.stages
    .filter((stage) => context.args.options.stage?.includes(stage.name) ?? true)
    .map((stage) => {
      const named = METRICS.map((metric) => ({ metric, tag: live.metricTag(stage.name, metric) }));
      const tags = wanted ?? named.flatMap(({ tag }) => (tag === null ? [] : [tag]));
      const series = tags.flatMap((tag) => {
        const found = live.series(stage.name, tag);
        if (!found) return [];
        const { steps, wallTimes, values } = found;
        return [{ tag, metric: named.find((name) => name.tag === tag)?.metric ?? null, steps, wallTimes, values }];
      });
      return { name: stage.name, tags: live.tags(stage.name), series };
    });
  await report(context, { run: run.id, source: live.source, stages }, () => {
    context.out.line(`${run.id}${live.source ? `, read by the ${live.source}` : ''}`);
    for (const stage of stages) {
      context.out.line(`\n${stage.name}`);
      for (const { tag, steps, values } of wanted ? stage.series : []) {
        for (const [i, step] of steps.entries()) context.out.line(`${tag}\t${step}\t${values[i]}`);
      }
      if (wanted) continue;
      const rows = stage.series.map(({ metric, tag, steps, values }) => [
        `  ${metric ?? tag}`,
        `${steps.length} points to step ${steps.at(-1) ?? '-'}`,
        `${number(values[0] ?? null)} -> ${number(values.at(-1) ?? null)}`,
      ]);
      for (const line of table(rows)) context.out.line(line);
      if (rows.length === 0) context.out.line('  no points yet');
    }
  });
  return EXIT.ok;
};

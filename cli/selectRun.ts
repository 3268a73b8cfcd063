import type { Pipeline, Target } from '../config/pipeline/types';
import type { Runs, RunRecord } from '../engine';
import { UsageError } from './args';
import type { CommandContext } from './command';
import { targetsOf } from './pipelineFile';

export interface SelectedRun {
  run: RunRecord;
  target: Target;
  runs: Runs;
}

/** `--run ID` (or a unique beginning of it), else the newest run over the pipeline's targets. */
export async function selectRun(context: CommandContext, pipeline: Pipeline, id = context.args.options.run): Promise<SelectedRun> {
  const found: SelectedRun[] = [];
  for (const target of targetsOf(context, pipeline)) {
    const runs = context.engine.runs(pipeline, target);
    await runs.ready;
    if (runs.problem) context.out.note(`${target.name}: ${runs.problem}`);
    for (const run of runs.all) if (id === undefined || run.id.startsWith(id)) found.push({ run, target, runs });
  }
  if (id !== undefined && found.length > 1) throw new UsageError(`${found.length} runs begin with ${id}; give more of the id`);
  const newest = found.sort((a, b) => a.run.createdAt - b.run.createdAt).at(-1);
  if (!newest) throw new UsageError(id === undefined ? 'there is no run yet; `reasoner run` launches one' : `no run begins with ${id}`);
  return newest;
}

import { EXIT } from '../args';
import type { Command } from '../command';
import { openPipeline } from '../pipelineFile';
import { report } from '../report';
import { selectRun } from '../selectRun';

/** JSON: the run's record after the request. */
export const stop: Command = async (context) => {
  const pipeline = await openPipeline(context);
  const { run, runs } = await selectRun(context, pipeline);
  const record = await runs.stop(run.id);
  await report(context, record, () => context.out.line(`${record.id}: ${record.state}`));
  return EXIT.ok;
};

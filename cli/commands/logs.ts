import { isLive } from '../../protocol/run';
import { EXIT, UsageError } from '../args';
import type { Command } from '../command';
import { openPipeline } from '../pipelineFile';
import { selectRun } from '../selectRun';

/** Prints a stage's log. JSON: one `{"text"}` object a line as it grows. */
export const logs: Command = async (context) => {
  const pipeline = await openPipeline(context);
  const { run, runs } = await selectRun(context, pipeline);
  const name = context.args.options.stage?.[0];
  const stage = name === undefined ? (run.stages.filter((s) => s.startedAt !== null).at(-1) ?? run.stages[0]) : run.stages.find((s) => s.name === name);
  if (!stage) throw new UsageError(`run ${run.id} has no stage ${name}; stages: ${run.stages.map((s) => s.name).join(', ')}`);
  const write = (text: string): void => {
    if (context.args.options.json) process.stdout.write(`${JSON.stringify({ text })}\n`);
    else process.stdout.write(text);
  };
  let last = Date.now();
  const tail = runs.tailLog(run.id, stage.name, 0, (text) => {
    last = Date.now();
    write(text);
  });
  const live = (): boolean => {
    const now = runs.all.find((other) => other.id === run.id) ?? run;
    return isLive(now.stages.find((other) => other.name === stage.name)?.state ?? 'lost') && isLive(now.state);
  };
  // Without --follow: what is there now. With it: until the stage ended and its last bytes came.
  while ((context.args.options.follow && live()) || Date.now() - last < 700) await new Promise((resolve) => setTimeout(resolve, 100));
  tail.dispose();
  return EXIT.ok;
};

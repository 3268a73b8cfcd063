import { EXIT } from '../args';
import type { Command } from '../command';
import { openPipeline } from '../pipelineFile';
import { report } from '../report';

/** JSON: `{"plan": Plan | null, "problems": [{"message", "hint"}]}`. */
export const plan: Command = async (context) => {
  const pipeline = await openPipeline(context);
  const result = await context.engine.plan(pipeline, context.args.options.stage ?? 'all', {
    overwrite: context.args.options.overwrite ?? false,
  });
  await report(context, result, () => {
    for (const problem of result.problems) context.out.note([problem.message, problem.hint].filter(Boolean).join(' '));
    if (!result.plan) return;
    context.out.line(`run      ${result.plan.runDir}`);
    context.out.line(`workdir  ${result.plan.workdir}`);
    for (const stage of result.plan.stages) {
      context.out.line(`\n${stage.name} (${stage.trainer}), output in ${stage.outputDir}`);
      for (const process of stage.processes) context.out.line(`  ${process.role.padEnd(6)} ${process.argv.map(quoted).join(' ')}`);
    }
  });
  return result.plan ? EXIT.ok : EXIT.findings;
};

/** Readable and copyable into a POSIX shell. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Pipeline, Target } from '../config/pipeline/types';
import { UsageError } from './args';
import type { CommandContext } from './command';

/** The pipeline that a command is about: FILE, its folder, `--pipeline`, or the current folder's reasoner.yaml. */
export async function openPipeline(context: CommandContext, positional = context.args.rest[0]): Promise<Pipeline> {
  const given = context.args.options.pipeline ?? positional ?? '.';
  const info = await stat(given).catch(() => null);
  if (!info) throw new UsageError(`${given} is not there`);
  const file = path.resolve(info.isDirectory() ? path.join(given, 'reasoner.yaml') : given);
  const { pipeline, problems } = await context.engine.loadPipeline(pathToFileURL(file).href).catch(() => {
    throw new UsageError(`${file} cannot be read; name a reasoner.yaml or its folder`);
  });
  for (const problem of problems) {
    context.out.note(`${file}:${problem.line + 1}:${problem.character + 1}: ${problem.severity} ${problem.code}: ${problem.message}`);
  }
  if (!pipeline) throw new UsageError(`${file} is not a usable pipeline file`);
  return pipeline;
}

/** The targets a command looks at: `--target T`, else all of them. */
export function targetsOf(context: CommandContext, pipeline: Pipeline): Target[] {
  const wanted = context.args.options.target;
  const targets = pipeline.targets.filter((target) => wanted === undefined || target.name === wanted);
  if (targets.length === 0) throw new UsageError(`no target is called ${wanted}; targets: ${pipeline.targets.map((t) => t.name).join(', ')}`);
  return targets;
}

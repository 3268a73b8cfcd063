/**
 * What can be done with a stage, above it: in a pipeline on `stages:` and on each stage, in a config on its first line.
 * Only stages whose trainer is launched have lenses; the others are checked and run by their own scripts.
 */
import type { CodeLens, Range } from 'vscode-languageserver';
import { stagesOf } from '../../config';
import { LAUNCH_PIPELINE_COMMAND, LAUNCH_STAGE_COMMAND, type LaunchArguments, SHOW_DASHBOARD_COMMAND, SHOW_PLAN_COMMAND } from '../../protocol/lsp';
import type { Documents } from '../documents';

const LAUNCHED: readonly (string | null)[] = ['trl-sft', 'trl-grpo'];

const lens = (range: Range, title: string, command: string, argument: LaunchArguments): CodeLens => ({
  range,
  command: { title, command, arguments: [argument] },
});

/** @param name the stage's, where the place itself does not say it */
const stageLenses = (range: Range, argument: LaunchArguments & { stage: string }, name = ''): CodeLens[] => [
  lens(range, `Launch stage${name}`, LAUNCH_STAGE_COMMAND, argument),
  lens(range, 'Show plan', SHOW_PLAN_COMMAND, argument),
  lens(range, 'Show curves', SHOW_DASHBOARD_COMMAND, argument),
];

export async function codeLenses(documents: Documents, uri: string): Promise<CodeLens[]> {
  const check = await documents.current(uri);
  if (!check) return [];
  const at = (offset: number): Range => {
    const start = check.document.positionAt(offset);
    return { start, end: start };
  };
  if (check.framework !== 'reasoner') {
    const uses = check.uses.filter(({ trainer }) => LAUNCHED.includes(trainer));
    return uses.flatMap(({ pipelineUri, stage }) => stageLenses(at(0), { pipelineUri, stage }, ` ${stage}`));
  }
  const { heading, stages } = stagesOf(check.root);
  const launched = stages.filter(({ trainer }) => LAUNCHED.includes(trainer));
  if (!heading || launched.length === 0) return [];
  const pipeline = { pipelineUri: uri };
  return [
    // A pipeline is launched as a whole or not at all.
    ...(launched.length === stages.length ? [lens(at(heading.start), 'Launch pipeline', LAUNCH_PIPELINE_COMMAND, pipeline)] : []),
    lens(at(heading.start), 'Show curves', SHOW_DASHBOARD_COMMAND, pipeline),
    ...launched.flatMap(({ name, range }) => stageLenses(at(range.start), { pipelineUri: uri, stage: name })),
  ];
}

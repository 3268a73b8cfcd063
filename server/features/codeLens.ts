/** Launch lenses: on each stage and on `stages:` of a pipeline, and on the first line of a config that a stage runs. */
import type { CodeLens, Range } from 'vscode-languageserver';
import { stagesOf } from '../../config';
import { LAUNCH_PIPELINE_COMMAND, LAUNCH_STAGE_COMMAND, type LaunchArguments } from '../../protocol/lsp';
import type { Documents } from '../documents';

const lens = (range: Range, title: string, command: string, launch: LaunchArguments): CodeLens => ({
  range,
  command: { title, command, arguments: [launch] },
});

export async function codeLenses(documents: Documents, uri: string): Promise<CodeLens[]> {
  const check = await documents.current(uri);
  if (!check) return [];
  const at = (offset: number): Range => {
    const start = check.document.positionAt(offset);
    return { start, end: start };
  };
  if (check.framework === 'reasoner') {
    const { heading, stages } = stagesOf(check.root);
    if (!heading || stages.length === 0) return [];
    return [
      lens(at(heading.start), 'Launch pipeline', LAUNCH_PIPELINE_COMMAND, { pipelineUri: uri }),
      ...stages.map(({ name, range }) => lens(at(range.start), 'Launch stage', LAUNCH_STAGE_COMMAND, { pipelineUri: uri, stage: name })),
    ];
  }
  return check.uses.map(({ pipelineUri, stage }) => lens(at(0), `Launch stage ${stage}`, LAUNCH_STAGE_COMMAND, { pipelineUri, stage }));
}

import { LAUNCH_PIPELINE_COMMAND } from '../../protocol/lsp';
import type { Context } from '../context';
import { launch } from '../launch/launch';
import * as l10n from '../l10n';
import { pickPipeline } from '../pick/pickPipeline';
import { command, textField } from './command';

/** @returns the id of the run that was started, undefined when none was */
export const launchPipeline = (context: Context) =>
  command(LAUNCH_PIPELINE_COMMAND, async (argument) => {
    // A row of the runs view holds the loaded pipeline instead of an argument object.
    const row = (argument as { loaded?: { uri?: string } } | undefined)?.loaded?.uri;
    const pipeline = await pickPipeline(context, l10n.t('Launch Pipeline'), textField(argument, 'pipelineUri') ?? row);
    return pipeline ? (await launch(context, pipeline, pipeline.stages))?.id : undefined;
  });

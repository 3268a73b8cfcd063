import { LAUNCH_STAGE_COMMAND } from '../../protocol/lsp';
import type { Context } from '../context';
import { launch } from '../launch/launch';
import * as l10n from '../l10n';
import { pickPipeline, pickStage } from '../pick/pickPipeline';
import { command, textField } from './command';

/** @returns the id of the run that was started, undefined when none was */
export const launchStage = (context: Context) =>
  command(LAUNCH_STAGE_COMMAND, async (argument) => {
    const title = l10n.t('Launch Stage');
    const pipeline = await pickPipeline(context, title, textField(argument, 'pipelineUri'));
    const stage = pipeline && (await pickStage(pipeline, title, textField(argument, 'stage')));
    return stage ? (await launch(context, pipeline, [stage]))?.id : undefined;
  });

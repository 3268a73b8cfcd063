import { SHOW_PLAN_COMMAND } from '../../protocol/lsp';
import type { Context } from '../context';
import { openPlan } from '../documents/planDocuments';
import * as l10n from '../l10n';
import { pickPipeline, pickStage } from '../pick/pickPipeline';
import { command, textField } from './command';

/** What launching a stage would do, as a read-only document. Nothing is started and nothing is written. */
export const showPlan = (context: Context) =>
  command(SHOW_PLAN_COMMAND, async (argument) => {
    const title = l10n.t('Show Plan of Stage');
    const pipeline = await pickPipeline(context, title, textField(argument, 'pipelineUri'));
    const stage = pipeline && (await pickStage(pipeline, title, textField(argument, 'stage')));
    if (stage) await openPlan(pipeline, stage.name);
  });

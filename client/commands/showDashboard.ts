import * as vscode from 'vscode';
import { SHOW_DASHBOARD_COMMAND } from '../../protocol/lsp';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { pickRun } from '../pick/pickRun';
import { runArgument } from '../pick/runArgument';
import type { RunEntry } from '../types';
import { command, textField } from './command';

/** `{runId}`: that run; `{pipelineUri, stage?}`: the newest run of that pipeline (and stage); else the user picks. */
export const showDashboard = (context: Context) =>
  command(SHOW_DASHBOARD_COMMAND, async (argument) => {
    const title = l10n.t('Show Dashboard');
    const pipelineUri = textField(argument, 'pipelineUri');
    const { runId, stage } = runArgument(argument);
    const none = pipelineUri === undefined ? l10n.t('There is no run yet. Launch a stage, then its curves appear here.') : l10n.t('This has not been launched yet. After a launch its curves appear here.');
    const passes = (entry: RunEntry): boolean => pipelineUri === undefined || runsStage(entry, pipelineUri, stage);
    const entry = await pickRun(context, { title, none, passes, newest: pipelineUri !== undefined }, runId);
    if (entry) context.panels.showDashboard(entry.record.id);
  });

function runsStage({ pipeline, record }: RunEntry, pipelineUri: string, stage: string | undefined): boolean {
  const same = vscode.Uri.parse(pipeline.uri).toString() === vscode.Uri.parse(pipelineUri).toString();
  return same && (stage === undefined || record.stages.some(({ name }) => name === stage));
}

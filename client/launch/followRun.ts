import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import type { Context } from '../context';
import * as l10n from '../l10n';
import type { RunRecord } from '../types';

/** Keeps an eye on a run that this window launched and says once how it ended. */
export function followRun(context: Context, runId: string): void {
  const look = context.runs.look();
  const listener = context.runs.onDidChange(() => {
    const record = context.runs.find(runId)?.record;
    if (!record || isLive(record.state)) return;
    look.dispose();
    listener.dispose();
    void announce(record);
  });
  context.extension.subscriptions.push(look, listener);
}

async function announce(record: RunRecord): Promise<void> {
  const name = record.stages.map((stage) => stage.name).join(', ');
  const dashboard = l10n.t('Show Dashboard');
  const log = l10n.t('Show Log');
  const target = { runId: record.id };
  if (record.state === 'succeeded') {
    const message = l10n.t('{0} of {1} succeeded.', name, record.pipeline.name);
    if ((await vscode.window.showInformationMessage(message, dashboard)) === dashboard) {
      await vscode.commands.executeCommand('reasoner.showDashboard', target);
    }
  } else if (record.state === 'failed' || record.state === 'lost') {
    const why = record.message ?? l10n.t('Its log tells more.');
    const message =
      record.state === 'failed'
        ? l10n.t('{0} of {1} failed: {2}', name, record.pipeline.name, why)
        : l10n.t('{0} of {1} is lost: its supervisor on {2} is gone.', name, record.pipeline.name, record.target.name);
    if ((await vscode.window.showErrorMessage(message, log)) === log) await vscode.commands.executeCommand('reasoner.showLog', target);
  }
}

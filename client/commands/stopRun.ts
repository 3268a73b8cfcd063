import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { pickRun } from '../pick/pickRun';
import { runArgument } from '../pick/runArgument';
import { runRow } from '../views/describe';
import { command } from './command';

const GRACE_SECONDS = 30;

/** `{runId, confirmed: true}` asks nothing: for callers that asked already. */
export const stopRun = (context: Context) =>
  command('reasoner.stopRun', async (argument) => {
    const look = context.runs.look();
    try {
      const none = l10n.t('No run is live.');
      const passes = ({ record }: { record: { state: Parameters<typeof isLive>[0] } }): boolean => isLive(record.state);
      const entry = await pickRun(context, { title: l10n.t('Stop Run'), none, passes }, runArgument(argument).runId);
      if (!entry || !isLive(entry.record.state)) return;
      const confirmed = (argument as { confirmed?: unknown } | undefined)?.confirmed === true;
      if (!confirmed && !(await agrees(runRow(entry.record, Date.now() / 1000).label, entry.target.name))) return;
      await context.runs.of(entry).live.stop(entry.record.id, GRACE_SECONDS);
    } finally {
      look.dispose();
    }
  });

async function agrees(name: string, target: string): Promise<boolean> {
  const stop = l10n.t('Stop Run');
  const detail = l10n.t(
    'Its processes (target {0}) are asked to end, and killed after {1} seconds. Checkpoints, logs and curves written so far stay.',
    target,
    GRACE_SECONDS,
  );
  return (await vscode.window.showWarningMessage(l10n.t('Stop {0}?', name), { modal: true, detail }, stop)) === stop;
}

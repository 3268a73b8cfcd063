import type { Context } from '../context';
import * as l10n from '../l10n';
import { pickRun } from '../pick/pickRun';
import { runArgument } from '../pick/runArgument';
import { command } from './command';

export const showDashboard = (context: Context) =>
  command('reasoner.showDashboard', async (argument) => {
    const none = l10n.t('There is no run yet. Launch a stage, then its curves appear here.');
    const entry = await pickRun(context, { title: l10n.t('Show Dashboard'), none }, runArgument(argument).runId);
    if (entry) context.panels.showDashboard(entry.record.id);
  });

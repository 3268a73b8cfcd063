import * as vscode from 'vscode';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { askForTrust } from '../trust';
import type { RunEntry } from '../types';
import { runRow } from '../views/describe';
import { pickOne } from './pick';

/**
 * The run with this id, or one that the user picks among those that pass. Hosts that may be connected are asked first.
 * `newest` takes the newest of them without a question.
 * @returns null when there is none (which is said) or the question was closed
 */
export async function pickRun(
  context: Context,
  question: { title: string; none: string; passes?: (entry: RunEntry) => boolean; newest?: boolean },
  runId?: string,
): Promise<RunEntry | null> {
  if (!(await askForTrust())) return null;
  const look = context.runs.look();
  try {
    await context.runs.ready();
    if (runId !== undefined) {
      const found = context.runs.find(runId);
      if (!found) void vscode.window.showErrorMessage(l10n.t('The run {0} is not among the runs of this workspace.', runId));
      return found;
    }
    const entries = context.runs.all.filter(question.passes ?? (() => true));
    if (entries.length === 0) {
      void vscode.window.showInformationMessage(question.none);
      return null;
    }
    // Newest first.
    if (question.newest) return entries[0] ?? null;
    const now = Date.now() / 1000;
    const choices = entries.map((entry) => {
      const row = runRow(entry.record, now);
      return { label: `$(${row.icon}) ${row.label}`, description: row.description, detail: entry.record.pipeline.name, value: entry };
    });
    return await pickOne(question.title, l10n.t('Which run?'), choices);
  } finally {
    look.dispose();
  }
}

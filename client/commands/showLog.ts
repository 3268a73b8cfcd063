import type { Context } from '../context';
import { openLog } from '../documents/logDocuments';
import * as l10n from '../l10n';
import { pickOne } from '../pick/pick';
import { pickRun } from '../pick/pickRun';
import { runArgument } from '../pick/runArgument';
import { stateText } from '../text/state';
import type { RunEntry, StageRecord } from '../types';
import { command } from './command';

export const showLog = (context: Context) =>
  command('reasoner.showLog', async (argument) => {
    const { runId, stage } = runArgument(argument);
    const title = l10n.t('Show Run Log');
    const entry = await pickRun(context, { title, none: l10n.t('There is no run yet.') }, runId);
    const name = entry && (stage ?? (runId === undefined ? await pickStageLog(title, entry) : currentStage(entry)?.name));
    if (entry && name) await openLog(entry.record.id, name);
  });

const started = ({ record }: RunEntry): StageRecord[] => record.stages.filter(({ startedAt }) => startedAt !== null);

/** The stage that runs now, or ran last: the one that holds the news. */
const currentStage = (entry: RunEntry): StageRecord | undefined => started(entry).at(-1) ?? entry.record.stages[0];

async function pickStageLog(title: string, entry: RunEntry): Promise<string | null> {
  const stages = started(entry);
  if (stages.length === 0) return currentStage(entry)?.name ?? null;
  const choices = stages.reverse().map(({ name, state }) => ({ label: name, description: stateText(state), value: name }));
  return pickOne(title, l10n.t('Which stage?'), choices);
}

import * as vscode from 'vscode';
import type { Context } from '../context';
import { troubleOf, troubleText } from '../errors';
import * as l10n from '../l10n';
import { opensDashboard } from '../settings';
import { askForTrust } from '../trust';
import type { Pipeline, RunRecord, Stage } from '../types';
import { checkConfigs, launchFiles, saveFiles } from './checkConfigs';
import { followRun } from './followRun';

/** Launches under way, so that a second click cannot start the same stages twice. */
const underWay = new Set<string>();

/**
 * Checks, plans and starts stages of a pipeline. Every reason not to start is shown.
 * @returns the run's record, null when nothing was started
 */
export async function launch(context: Context, pipeline: Pipeline, stages: readonly Stage[]): Promise<RunRecord | null> {
  if (!(await askForTrust())) return null;
  const key = JSON.stringify([pipeline.uri, stages.map(({ name }) => name)]);
  if (underWay.has(key)) return null;
  underWay.add(key);
  try {
    const files = launchFiles(pipeline, stages);
    if (!(await saveFiles(files))) {
      void vscode.window.showErrorMessage(l10n.t('Unsaved changes could not be saved, so nothing was launched.'));
      return null;
    }
    if (!(await checkConfigs(context.language, files))) return null;
    // Saving may have changed what the pipeline says.
    const current = (await context.pipelines.refresh()).find(({ uri }) => uri === pipeline.uri)?.pipeline ?? pipeline;
    const record = await start(context, current, stages, false);
    if (record) await started(context, current, record);
    return record;
  } finally {
    underWay.delete(key);
  }
}

async function start(context: Context, pipeline: Pipeline, stages: readonly Stage[], overwrite: boolean): Promise<RunRecord | null> {
  const names = stages.map(({ name }) => name);
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: l10n.t('Launching {0} of {1}', names.join(', '), pipeline.name) },
      async (progress) => {
        const engine = await context.engine.get();
        progress.report({ message: l10n.t('planning') });
        const { plan, problems } = await engine.plan(pipeline, names, { overwrite });
        if (!plan) throw problems[0] ?? new Error(l10n.t('The launch could not be planned.'));
        progress.report({ message: l10n.t('starting on {0}', plan.target.name) });
        return engine.launch(pipeline, plan);
      },
    );
  } catch (error) {
    if (troubleOf(error).code === 'would-overwrite' && !overwrite) {
      return (await agreesToOverwrite(error)) ? start(context, pipeline, stages, true) : null;
    }
    void tellFailure(pipeline, l10n.t('{0} was not launched. {1}', names.join(', '), troubleText(error)));
    return null;
  }
}

async function tellFailure(pipeline: Pipeline, message: string): Promise<void> {
  const open = l10n.t('Open reasoner.yaml');
  if ((await vscode.window.showErrorMessage(message, open)) === open) await vscode.window.showTextDocument(vscode.Uri.parse(pipeline.uri));
}

async function agreesToOverwrite(error: unknown): Promise<boolean> {
  const overwrite = l10n.t('Write Over Them');
  const { message, hint } = troubleOf(error);
  const question = l10n.t('This launch would write over checkpoints of an earlier run.');
  const detail = [message, hint].filter(Boolean).join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, overwrite)) === overwrite;
}

async function started(context: Context, pipeline: Pipeline, record: RunRecord): Promise<void> {
  const target = pipeline.targets.find(({ name }) => name === record.target.name);
  if (target) {
    await context.used.remember(pipeline, target);
    await context.runs.connect(pipeline, target);
  }
  followRun(context, record.id);
  if (!opensDashboard()) void offerViews(context, record);
}

async function offerViews(context: Context, record: RunRecord): Promise<void> {
  const [dashboard, log] = [l10n.t('Show Dashboard'), l10n.t('Show Log')];
  const stages = record.stages.map(({ name }) => name).join(', ');
  const message = l10n.t('{0} of {1} runs on {2}.', stages, record.pipeline.name, record.target.name);
  const choice = await vscode.window.showInformationMessage(message, dashboard, log);
  if (choice === dashboard) context.panels.showDashboard(record.id);
  if (choice === log) await vscode.commands.executeCommand('reasoner.showLog', { runId: record.id });
}

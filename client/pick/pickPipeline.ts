import * as vscode from 'vscode';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { askForTrust } from '../trust';
import type { Pipeline, Stage } from '../types';
import { pickOne } from './pick';

/**
 * The pipeline of this address, or the one the user picks. A broken or absent reasoner.yaml is explained.
 * @returns null when there is nothing to go on with
 */
export async function pickPipeline(context: Context, title: string, uri?: string): Promise<Pipeline | null> {
  if (!(await askForTrust())) return null;
  const all = await context.pipelines.refresh();
  const given = uri === undefined ? null : await context.pipelines.get(uri);
  const candidates = given ? [given] : uri === undefined ? all : [];
  const valid = candidates.filter(({ pipeline }) => pipeline !== null);
  if (valid.length === 0) {
    await explain(candidates[0] ?? null);
    return null;
  }
  const choices = valid.map((loaded) => ({ label: loaded.pipeline?.name ?? '', description: loaded.path, value: loaded.pipeline }));
  return pickOne(title, l10n.t('Which pipeline?'), choices);
}

async function explain(broken: { uri: string; path: string; problems: { message: string; line: number }[] } | null): Promise<void> {
  if (!broken) {
    void vscode.window.showInformationMessage(
      l10n.t('There is no reasoner.yaml in this workspace. Add one that names your targets and stages, then launch again.'),
    );
    return;
  }
  const open = l10n.t('Open File');
  const [problem] = broken.problems;
  const message = l10n.t('{0} cannot be used: {1}', broken.path, problem?.message ?? '?');
  if ((await vscode.window.showErrorMessage(message, open)) !== open) return;
  const selection = new vscode.Range(problem?.line ?? 0, 0, problem?.line ?? 0, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(broken.uri), { selection });
}

export async function pickStage(pipeline: Pipeline, title: string, name?: string): Promise<Stage | null> {
  const named = pipeline.stages.find((stage) => stage.name === name);
  if (named) return named;
  if (name !== undefined) {
    void vscode.window.showErrorMessage(l10n.t('{0} has no stage called {1}.', pipeline.name, name));
    return null;
  }
  const choices = pipeline.stages.map((stage) => ({
    label: stage.name,
    description: `${stage.trainer} · ${stage.config} · ${stage.target}`,
    detail: stage.init === null ? '' : l10n.t('starts from {0}', stage.init),
    value: stage,
  }));
  return pickOne(title, l10n.t('Which stage?'), choices);
}

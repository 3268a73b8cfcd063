import * as vscode from 'vscode';
import type { Context } from '../context';
import * as l10n from '../l10n';
import { command, textField } from './command';

/** Opens a stage's config, or the pipeline file itself when no stage is named. */
export const openConfig = (context: Context) =>
  command('reasoner.openConfig', async (argument) => {
    const uri = textField(argument, 'pipelineUri') ?? (argument as { loaded?: { uri?: string } } | undefined)?.loaded?.uri;
    const loaded = uri === undefined ? null : await context.pipelines.get(uri);
    if (!loaded) throw new Error(l10n.t('That reasoner.yaml is no longer in the workspace.'));
    const file = vscode.Uri.parse(loaded.uri);
    const stage = loaded.pipeline?.stages.find(({ name }) => name === textField(argument, 'stage'));
    await vscode.window.showTextDocument(stage ? vscode.Uri.joinPath(file, '..', stage.config) : file);
  });

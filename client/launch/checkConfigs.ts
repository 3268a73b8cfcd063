import * as vscode from 'vscode';
import type { Problem } from '../../protocol/lsp';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import type { Language } from '../language/language';
import type { Pipeline, Stage } from '../types';
import { blocking, blockingText } from './problems';

/** The pipeline file and the configs that these stages read. */
export function launchFiles(pipeline: Pipeline, stages: readonly Stage[]): vscode.Uri[] {
  const file = vscode.Uri.parse(pipeline.uri);
  return [file, ...stages.map(({ config }) => vscode.Uri.joinPath(file, '..', config))];
}

/** What is launched is what is on disk: unsaved changes are saved first. @returns false when one could not be */
export async function saveFiles(files: readonly vscode.Uri[]): Promise<boolean> {
  const wanted = new Set(files.map(String));
  const dirty = vscode.workspace.textDocuments.filter((document) => document.isDirty && wanted.has(document.uri.toString()));
  return (await Promise.all(dirty.map((document) => document.save()))).every(Boolean);
}

/** Asks the language server about the files. An error stops the launch and is shown; @returns whether to go on */
export async function checkConfigs(language: Language, files: readonly vscode.Uri[]): Promise<boolean> {
  const uris = [...new Set(files.map(String))];
  let problems: Problem[];
  try {
    problems = await language.checkFiles(uris);
  } catch (error) {
    const anyway = l10n.t('Launch Anyway');
    const message = l10n.t('The configs could not be checked: {0}', troubleText(error));
    return (await vscode.window.showWarningMessage(message, anyway)) === anyway;
  }
  const same = (uri: string): string => vscode.Uri.parse(uri).toString();
  const errors = blocking(problems.map((problem) => ({ ...problem, uri: same(problem.uri) })), new Set(uris));
  const first = errors[0];
  if (!first) return true;
  await reveal(first);
  void offerProblems(blockingText(errors));
  return false;
}

async function reveal(problem: Problem): Promise<void> {
  const selection = new vscode.Range(problem.line, problem.character, problem.endLine, problem.endCharacter);
  try {
    await vscode.window.showTextDocument(vscode.Uri.parse(problem.uri), { selection });
  } catch {
    // The file may be missing, which is then what the problem says.
  }
}

async function offerProblems(message: string): Promise<void> {
  const show = l10n.t('Show Problems');
  if ((await vscode.window.showErrorMessage(message, show)) === show) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

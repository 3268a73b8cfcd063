import * as vscode from 'vscode';
import { untrustedText } from './engine';
import * as l10n from './l10n';

/** Whether processes may be started here; when not, says why and offers the way to change it. */
export async function askForTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  if ((await vscode.window.showWarningMessage(untrustedText(), manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return vscode.workspace.isTrusted;
}

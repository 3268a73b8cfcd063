import * as vscode from 'vscode';
import * as l10n from '../l10n';

/** What a worker's diagnostics link to; a window with a disk links to the files themselves. */
export const RULE_SCHEME = 'reasoner-rule';

/** The pages of the rules, read from the extension's own folder. */
export class RuleDocuments implements vscode.TextDocumentContentProvider {
  constructor(private readonly extension: vscode.Uri) {}

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const name = /^\/([A-Z0-9-]+\.md)$/.exec(path)?.[1];
    if (!name) return l10n.t('{0} is no page of a rule.', path);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, 'dist', 'rules', name)));
  }
}

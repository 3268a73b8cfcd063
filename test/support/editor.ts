/** What suites inside an extension host do with files and editors. Some of those hosts have no Node. */
import * as vscode from 'vscode';

export function equal<T>(actual: T, expected: T): void {
  if (!Object.is(actual, expected)) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

export function holds(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`expected ${JSON.stringify(part)} in ${JSON.stringify(text.slice(0, 500))}`);
}

/** A file of the workspace: a short copy of examples/tiny (shortWorkspace.mjs). */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no workspace folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a file beside the workspace's own. */
export const write = (name: string, text: string): Thenable<void> => vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(text));

/** Opens a workspace file in an editor. */
export const open = async (name: string): Promise<vscode.TextEditor> => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(name)));

/** Replaces the first `before` in the document, without saving; fails when it is not there. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(before);
  if (at < 0) throw new Error(`${document.fileName} does not hold ${JSON.stringify(before)}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
  equal(await editor.edit((edit) => edit.replace(range, after)), true);
}

/** Where `text` ends in the document: the place of a cursor just after typing it. */
export function endOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`${document.fileName} does not hold ${JSON.stringify(text)}`);
  return document.positionAt(at + text.length);
}

/** Asks again until the answer is neither null nor undefined nor false; `what` says what was waited for. */
export async function eventually<T>(what: string, ask: () => T | PromiseLike<T>, timeout = 20_000): Promise<Exclude<T, null | undefined | false>> {
  const until = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as Exclude<T, null | undefined | false>;
    if (Date.now() > until) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Closes every editor; unsaved text is thrown away. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

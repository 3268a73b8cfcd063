import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/api';

export const EXTENSION = 'reasoner-studio.reasoner-studio';

/** The extension, activated. */
export async function activated(): Promise<vscode.Extension<ExtensionApi>> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
  assert.ok(extension, `${EXTENSION} is not installed`);
  await extension.activate();
  return extension;
}

/** Its API, once the language server answers. */
export async function languageReady(): Promise<ExtensionApi> {
  const { exports } = await activated();
  await exports.languageReady();
  return exports;
}

/** A file of the workspace: a short copy of examples/tiny (test/support/shortWorkspace.mjs). */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a workspace file in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(workspaceFile(name)));
}

/** Writes a file beside the workspace's own and opens it. */
export async function create(name: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(text));
  return open(name);
}

/** Replaces the first `before` in the document, without saving; fails when it is not there. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const { document } = editor;
  const at = document.getText().indexOf(before);
  assert.ok(at >= 0, `${document.fileName} does not hold ${JSON.stringify(before)}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, after)));
}

/** Where `text` ends in the document: the place of a cursor just after typing it. */
export function endOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${document.fileName} does not hold ${JSON.stringify(text)}`);
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

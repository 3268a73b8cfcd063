import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/api';
import { open, write } from '../../support/editor';

export { closeEditors, endOf, eventually, open, replace, workspaceFile } from '../../support/editor';

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

/** Writes a file beside the workspace's own and opens it. */
export async function create(name: string, text: string): Promise<vscode.TextEditor> {
  await write(name, text);
  return open(name);
}

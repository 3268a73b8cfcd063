import type * as vscode from 'vscode';
import type { LanguageHost } from './language';

/** The server as a process of its own, for documents of this machine. */
export const desktopLanguage = (extension: vscode.ExtensionContext): LanguageHost => ({
  // `untitled` documents are not saved yet.
  schemes: () => SCHEMES,
  // A bundle of its own beside this one in dist/client.
  connect: async () => (await import('./client.js')).createClient(extension, SCHEMES),
});

const SCHEMES = ['file', 'untitled'];

/** What the desktop's and the browser's language client have in common. */
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { LANGUAGES } from './ownDocuments';
import { UntitledNames } from './untitledNames';

/**
 * @param schemes file systems whose documents the server reads
 * @returns options for `LanguageClient`; the server decides by content which documents are its own
 */
export function clientOptions(schemes: readonly string[]): LanguageClientOptions {
  const names = new UntitledNames();
  return {
    documentSelector: schemes.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
    // The server's settings from the start, and diagnostics as soon as they are known: this client listens.
    initializationOptions: { diagnostics: 'push', settings: languageSettings() },
    // The status item tells of trouble, once; the library would tell of every attempt in a notification of its own.
    initializationFailedHandler: () => false,
    uriConverters: {
      code2Protocol: (uri) => names.toServer(uri.toString()),
      protocol2Code: (text) => vscode.Uri.parse(names.toEditor(text)),
    },
    middleware: {
      didOpen: (document, next) => {
        names.opened(document.uri.toString(), document.languageId);
        return next(document);
      },
      didClose: async (document, next) => {
        await next(document);
        names.forget(document.uri.toString());
      },
    },
  };
}

/** What the server is told at its start; afterwards it asks by itself. Plain data: the editor's own objects cannot travel. */
function languageSettings(): unknown {
  const settings = vscode.workspace.getConfiguration('reasoner');
  return JSON.parse(JSON.stringify({ rules: settings.get('rules'), versions: settings.get('versions'), recipe: settings.get('recipe') }));
}

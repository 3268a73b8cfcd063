import * as path from 'node:path';
import type * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './clientOptions';
import { Restarts } from './restarts';

/**
 * The client of dist/server/main.js, which runs in the editor's own Node and talks over stdio. This module and the
 * library it needs can be a bundle of their own: it shares no state with the rest.
 */
export function createClient(extension: vscode.ExtensionContext, schemes: readonly string[]): LanguageClient {
  const restarts = new Restarts();
  const module = path.join(extension.extensionPath, 'dist', 'server', 'main.js');
  return new LanguageClient(
    'reasoner',
    'Reasoner',
    { module, transport: TransportKind.stdio },
    {
      ...clientOptions(schemes),
      errorHandler: {
        error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
        closed: () => ({ action: restarts.allows(Date.now()) ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
    },
  );
}

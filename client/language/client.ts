import * as path from 'node:path';
import type * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import { Restarts } from './restarts';
import type { ServerHealth } from './status';

/**
 * The client of dist/server/main.js, which runs in the editor's own Node and talks over stdio. This module and the
 * library it needs can be a bundle of their own: it shares no state with the rest.
 */
export function createClient(
  extension: vscode.ExtensionContext,
  onHealth: (health: ServerHealth) => void,
): LanguageClient {
  const restarts = new Restarts();
  const module = path.join(extension.extensionPath, 'dist', 'server', 'main.js');
  const client = new LanguageClient(
    'reasoner',
    'Reasoner',
    { module, transport: TransportKind.stdio },
    {
      // The server decides by content which YAML files are its own.
      documentSelector: [{ scheme: 'file', language: 'yaml' }],
      // The status item tells of trouble, once; the library would tell of every attempt in a notification of its own.
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
        closed: () => ({ action: restarts.allows(Date.now()) ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
    },
  );
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) onHealth('running');
    if (newState === State.Starting) onHealth('starting');
    if (newState === State.Stopped) onHealth('stopped');
  });
  return client;
}

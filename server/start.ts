/** Wires a connection to the features. Which transport and which disk is the caller's choice, so a browser worker fits too. */
import { type Connection, type InitializeParams, type InitializeResult, TextDocuments, TextDocumentSyncKind, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Files } from '../config';
import { CheckFilesRequest, DocumentStatusNotification } from '../protocol/lsp';
import { checkFiles } from './checkFiles';
import { diagnosticsOf } from './diagnostics';
import { Documents } from './documents';
import { codeLenses } from './features/codeLens';
import { completions } from './features/completion';
import { hover } from './features/hover';
import { quickFixes } from './features/quickFix';

export function startServer(connection: Connection, disk: Files): void {
  let snippets = false;
  let watches = false;
  const documents = new Documents(disk, (document, check) => {
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: diagnosticsOf(document.uri, document.getText(), check) });
    void connection.sendNotification(DocumentStatusNotification, { uri: document.uri, framework: check.framework, version: check.version });
  });

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    snippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'reasoner-language-server' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: [':', ' '] },
        hoverProvider: true,
        codeLensProvider: { resolveProvider: false },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
      },
    };
  });
  connection.onInitialized(() => {
    if (!watches) return;
    const watchers = [{ globPattern: '**/*.{yaml,yml,py}' }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });

  const open = new TextDocuments(TextDocument);
  open.onDidChangeContent(({ document }) => documents.update(document));
  open.onDidSave(({ document }) => documents.touched(document.uri));
  open.onDidClose(({ document }) => {
    documents.close(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.onDidChangeWatchedFiles(() => documents.recheckAll());

  connection.onCompletion(({ textDocument, position }) => completions(documents, textDocument.uri, position, snippets));
  connection.onHover(({ textDocument, position }) => hover(documents, textDocument.uri, position));
  connection.onCodeLens(({ textDocument }) => codeLenses(documents, textDocument.uri));
  connection.onCodeAction(({ textDocument, range }) => quickFixes(documents, textDocument.uri, range));
  connection.onRequest(CheckFilesRequest, (params: unknown) => checkFiles(documents.files, params));

  open.listen(connection);
  connection.listen();
}

/** Wires a connection to the features. Which transport and which disk is the caller's choice, so a browser worker fits too. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileCheck, Files } from '../config';
import { DocumentStatusNotification } from '../protocol/lsp';
import { CachedFiles } from './cachedFiles';
import { diagnosticsOf } from './diagnostics';
import { Documents } from './documents';
import { CAPABILITIES, registerFeatures } from './features/register';
import { optionsFrom, settingsFrom } from './options';

export interface ServerOptions {
  /** Folder of the rules' pages as a URI that ends in a slash, null where there are none to open. */
  rulePages: string | null;
}

export function startServer(connection: Connection, disk: Files, { rulePages }: ServerOptions): void {
  const client = { snippets: false, watches: false, pulls: false, refreshes: false, configuration: false, tells: false };
  const diagnose = (document: TextDocument, check: FileCheck): ReturnType<typeof diagnosticsOf> => diagnosticsOf(document.uri, document.getText(), check, rulePages);
  const cache = new CachedFiles(disk);
  const documents = new Documents(cache, (document, check) => {
    const { uri, version } = document;
    if (!client.pulls) void connection.sendDiagnostics({ uri, version, diagnostics: diagnose(document, check) });
    void connection.sendNotification(DocumentStatusNotification, { uri, framework: check.framework, version: check.version, versionKnown: check.versionKnown });
  }, (uri, error) => connection.console.error(`${uri} could not be checked. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));

  connection.onInitialize(({ capabilities, initializationOptions }: InitializeParams): InitializeResult => {
    const options = optionsFrom(initializationOptions);
    client.snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    client.watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    client.configuration = capabilities.workspace?.configuration === true;
    client.tells = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
    client.refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
    // A config's findings change with its neighbours, so pulling takes a client that can be told to pull again.
    client.pulls = options.diagnostics !== 'push' && capabilities.textDocument?.diagnostic !== undefined && client.refreshes;
    documents.settings = options.settings;
    return {
      serverInfo: { name: 'reasoner-language-server' },
      capabilities: {
        ...CAPABILITIES,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...(client.pulls ? { diagnosticProvider: { identifier: 'reasoner', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
      },
    };
  });
  connection.onInitialized(() => {
    const watchers = [{ globPattern: '**/*.{yaml,yml,json,py,sh,lock,txt}' }];
    if (client.watches) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    if (client.configuration) {
      if (client.tells) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'reasoner' });
      void readSettings();
    }
  });

  const recheck = (): void => {
    cache.clear();
    documents.recheckAll();
    if (client.pulls) connection.languages.diagnostics.refresh();
  };
  const readSettings = async (given?: unknown): Promise<void> => {
    // Some clients send the settings with the news, others want to be asked.
    const settings: unknown = client.configuration ? await connection.workspace.getConfiguration('reasoner') : given;
    documents.settings = settingsFrom(settings);
    recheck();
  };
  connection.onDidChangeConfiguration(({ settings }) => void readSettings((settings as { reasoner?: unknown } | null)?.reasoner));
  connection.onDidChangeWatchedFiles(recheck);

  const open = new TextDocuments(TextDocument);
  open.onDidChangeContent(({ document }) => documents.update(document));
  open.onDidSave(({ document }) => {
    cache.clear();
    documents.touched(document.uri);
    if (client.pulls) connection.languages.diagnostics.refresh();
  });
  open.onDidClose(({ document }) => {
    documents.close(document.uri);
    if (!client.pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.languages.diagnostics.on(async ({ textDocument }) => {
    const check = await documents.current(textDocument.uri);
    return { kind: DocumentDiagnosticReportKind.Full, items: check ? diagnose(check.document, check) : [] };
  });

  registerFeatures(connection, documents, { snippets: () => client.snippets, fresh: () => cache.clear(), rulePages });
  open.listen(connection);
  connection.listen();
}

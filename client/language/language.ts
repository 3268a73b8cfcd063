import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { decode } from '../../protocol/decode';
import { CheckFilesRequest, CheckFilesResult, DocumentStatus, DocumentStatusNotification, type Problem } from '../../protocol/lsp';
import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import { looksLikeOurs } from './ownDocuments';
import { LanguageStatus } from './status';

const CHECK_MS = 20_000;
/** `State.Stopped` and so on of the client library, which is not loaded yet when this file is. */
const HEALTH: Readonly<Record<number, 'stopped' | 'running' | 'starting'>> = { 1: 'stopped', 2: 'running', 3: 'starting' };

/** How this window gets a client, and whose documents are the server's business. */
export interface LanguageHost {
  /** Schemes of documents that the server reads. */
  readonly schemes: () => readonly string[];
  /** Three quarters of all code is the client library: it is loaded here, not at activation. */
  readonly connect: () => Promise<BaseLanguageClient>;
}

/** The language server's life: started when a document of ours is open or a pipeline is in the workspace, never before. */
export class Language extends Disposer {
  private client: Promise<BaseLanguageClient> | null = null;
  /** The newest client, also while it still tries to start. */
  private latest: BaseLanguageClient | null = null;
  private readonly status = this.track(new LanguageStatus());

  constructor(private readonly host: LanguageHost) {
    super();
    this.track({ dispose: () => void this.stop() });
  }

  /** What the status bar says, null while it is hidden. */
  get shown(): string | null {
    return this.status.shown;
  }

  /** Starts the server as soon as there is something for it to read. */
  startWhenNeeded(): void {
    const isOurs = (document: vscode.TextDocument): boolean =>
      this.host.schemes().includes(document.uri.scheme) && looksLikeOurs(document.languageId, () => document.getText());
    const look = (document: vscode.TextDocument): void => {
      if (isOurs(document)) begin();
    };
    const waiting = new Disposer();
    const begin = (): void => {
      waiting.dispose();
      this.start().catch(() => undefined); // The status item tells.
    };
    this.track(waiting);
    if (vscode.workspace.textDocuments.some(isOurs)) {
      begin();
      return;
    }
    waiting.track(vscode.workspace.onDidOpenTextDocument(look));
    // A script gets its training command while it is written.
    waiting.track(vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && look(document)));
    void vscode.workspace.findFiles('**/reasoner.yaml', '**/{node_modules,.venv,.git}/**', 1).then((found) => found.length > 0 && !waiting.disposed && begin());
  }

  start(): Promise<BaseLanguageClient> {
    this.client ??= this.launch();
    return this.client;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Problems of files and of everything that launching them reads. @throws Error when the server does not answer */
  async checkFiles(uris: string[]): Promise<Problem[]> {
    const answer: unknown = await within(CHECK_MS, async () => (await this.start()).sendRequest(CheckFilesRequest, { uris }));
    return decode(CheckFilesResult, answer, CheckFilesRequest).problems;
  }

  private async launch(): Promise<BaseLanguageClient> {
    this.status.server('starting', null);
    try {
      const client = await this.host.connect();
      this.latest = client;
      client.onDidChangeState(({ newState }) => {
        const health = HEALTH[newState];
        if (health && this.latest === client) this.status.server(health, null);
      });
      client.onNotification(DocumentStatusNotification, (params: unknown) => {
        const status = decode(DocumentStatus, params, DocumentStatusNotification);
        this.status.document(client.protocol2CodeConverter.asUri(status.uri), status);
      });
      await client.start();
      return client;
    } catch (error) {
      this.client = null;
      this.status.server('stopped', troubleText(error));
      throw error;
    }
  }

  private async stop(): Promise<void> {
    const client = this.latest;
    this.client = this.latest = null;
    if (client?.needsStop()) await client.dispose().catch(() => undefined);
  }
}

/** A server that starts over and over answers nothing: nobody waits for it longer than this. */
async function within<T>(milliseconds: number, ask: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(l10n.t('the language server did not answer within {0} s', milliseconds / 1000))), milliseconds);
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}

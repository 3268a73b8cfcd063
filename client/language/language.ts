import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { decode } from '../../protocol/decode';
import { CheckFilesRequest, CheckFilesResult, DocumentStatus, DocumentStatusNotification, type Problem } from '../../protocol/lsp';
import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import { LanguageStatus } from './status';

const CHECK_MS = 20_000;

/** The language server's life: started when a YAML file is open or a pipeline is in the workspace, never before. */
export class Language extends Disposer {
  private client: Promise<LanguageClient> | null = null;
  /** The newest client, also while it still tries to start. */
  private latest: LanguageClient | null = null;
  private readonly status = this.track(new LanguageStatus());

  constructor(private readonly extension: vscode.ExtensionContext) {
    super();
    this.track({ dispose: () => void this.stop() });
  }

  /** What the status bar says, null while it is hidden. */
  get shown(): string | null {
    return this.status.shown;
  }

  /** Starts the server as soon as there is something for it to read. */
  startWhenNeeded(): void {
    const isYaml = (document: vscode.TextDocument): boolean => document.languageId === 'yaml' && document.uri.scheme === 'file';
    const opened = vscode.workspace.onDidOpenTextDocument((document) => {
      if (isYaml(document)) begin();
    });
    const begin = (): void => {
      opened.dispose();
      this.start().catch(() => undefined); // The status item tells.
    };
    this.track(opened);
    if (vscode.workspace.textDocuments.some(isYaml)) begin();
    else void vscode.workspace.findFiles('**/reasoner.yaml', '**/{node_modules,.venv,.git}/**', 1).then((found) => found.length > 0 && begin());
  }

  start(): Promise<LanguageClient> {
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

  private async launch(): Promise<LanguageClient> {
    // Three quarters of all code is the client library: it is read here, not at activation.
    const { createClient } = await import('./client.js');
    this.status.server('starting', null);
    const client = createClient(this.extension, (health) => this.status.server(health, null));
    this.latest = client;
    client.onNotification(DocumentStatusNotification, (params: unknown) => {
      this.status.document(decode(DocumentStatus, params, DocumentStatusNotification));
    });
    try {
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
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(l10n.t('the language server did not answer within {0} s', milliseconds / 1000))), milliseconds);
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}

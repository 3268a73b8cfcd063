/** The server as a worker of the browser, for documents of whatever file system the workspace lies on. */
import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports, State } from 'vscode-languageclient/browser';
import { clientOptions } from './clientOptions';
import { answerFileRequests } from './fileRequests';
import type { LanguageHost } from './language';

/** Where files may lie that are opened one by one, without a folder. */
const ALWAYS = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

const schemes = (): string[] => [...new Set([...ALWAYS, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme)])];

export const webLanguage = ({ extensionUri }: vscode.ExtensionContext): LanguageHost => ({
  schemes,
  connect: async () => {
    const options = clientOptions(schemes());
    let worker: Worker | null = null;
    const start = async (): Promise<MessageTransports> => {
      worker = await startWorker(extensionUri);
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    const client = new LanguageClient('reasoner', 'Reasoner', start, {
      ...options,
      // What lenses start are processes, which this window has none of.
      middleware: { ...options.middleware, provideCodeLenses: () => [] },
    });
    client.onDidChangeState(({ newState }) => newState === State.Stopped && worker?.terminate());
    answerFileRequests(client, extensionUri, ({ scheme }) => schemes().includes(scheme));
    return client;
  },
});

/** A worker may come from its page's own origin only, so the bundle is read first: the extension can lie on any server. */
async function startWorker(extension: vscode.Uri): Promise<Worker> {
  const code = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist', 'server', 'browser.js'));
  const url = URL.createObjectURL(new Blob([new Uint8Array(code)], { type: 'text/javascript' }));
  return new Worker(url);
}

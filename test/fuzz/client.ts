/** A client and the real server in one process, connected as over a pipe. */
import { PassThrough } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import type { Files } from '../../config';
import { startServer } from '../../server/start';

export interface Connected {
  client: ProtocolConnection;
  /** What the server wrote to its log as an error. */
  complaints: string[];
}

export async function connect(disk: Files): Promise<Connected> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), disk, { rulePages: null });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const complaints: string[] = [];
  client.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) complaints.push(message);
  });
  client.onRequest('workspace/diagnostic/refresh', () => null);
  client.listen();
  const capabilities = { textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } }, workspace: { diagnostics: { refreshSupport: true } } };
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  await client.sendNotification('initialized', {});
  return { client, complaints };
}

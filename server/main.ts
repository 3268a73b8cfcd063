// The language server over stdio, for any editor: reasoner-language-server --stdio
import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { diskFiles } from './diskFiles';
import { startServer } from './start';

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write('Usage: reasoner-language-server --stdio\n\nLanguage server for reasoner.yaml and the configs of TRL. Speaks LSP on standard input and output.\n');
} else {
  // Standard output carries the protocol: a stray print must not break it.
  console.log = console.error;
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  startServer(connection, diskFiles);
}

// The language server over stdio, for any editor: reasoner-language-server --stdio
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { useShippedCatalogues } from './catalogues';
import { diskFiles } from './diskFiles';
import { startServer } from './start';

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write('Usage: reasoner-language-server --stdio\n\nLanguage server for reasoner.yaml and the configs and launch scripts of LLaMA-Factory, verl, EasyR1, TRL,\nOpen-Reasoner-Zero, ms-swift, OpenRLHF, DeepSpeed and accelerate. Speaks LSP on standard input and output.\n');
} else {
  // Standard output carries the protocol: a stray print must not break it.
  console.log = console.error;
  const connection = createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  useShippedCatalogues();
  // The pages lie beside the bundle (dist/rules).
  startServer(connection, diskFiles, { rulePages: `${pathToFileURL(path.join(__dirname, '..', 'rules')).href}/` });
}

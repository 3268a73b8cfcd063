// The language server as a browser worker: messages instead of pipes, and the client's eyes instead of a disk.
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { setCatalogueSource } from '../config';
import { decode } from '../protocol/decode';
import { CatalogueRequest, CatalogueText } from '../protocol/lsp';
import { clientFiles } from './clientFiles';
import { startServer } from './start';

/** A worker's global scope has a worker's messages; the DOM's types do not know it. */
const port = self as unknown as Worker;

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(port), new BrowserMessageWriter(port));
setCatalogueSource(async (name) => decode(CatalogueText, await connection.sendRequest(CatalogueRequest, { name }), CatalogueRequest).text);
// The client opens the rules' pages under this scheme.
startServer(connection, clientFiles(connection), { rulePages: 'reasoner-rule:/' });

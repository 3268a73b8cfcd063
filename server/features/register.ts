/** Everything an editor may ask about a document, in one table. */
import { CodeActionKind, type Connection, type ServerCapabilities } from 'vscode-languageserver';
import { CheckFilesRequest } from '../../protocol/lsp';
import { checkFiles } from '../checkFiles';
import type { Documents } from '../documents';
import { codeLenses } from './codeLens';
import { completions, resolveCompletion } from './completion';
import { definition } from './definition';
import { documentLinks } from './documentLinks';
import { hover } from './hover';
import { inlayHints } from './inlayHints';
import { outline } from './outline';
import { codeActions, FIX_ALL } from './quickFix';
import { prepareRename, references, rename } from './references';

export const CAPABILITIES: ServerCapabilities = {
  completionProvider: { triggerCharacters: [':', ' ', '=', '.', '-'], resolveProvider: true },
  hoverProvider: true,
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  inlayHintProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentLinkProvider: { resolveProvider: false },
  documentSymbolProvider: true,
};

export interface FeatureOptions {
  /** The client understands snippets in completions. */
  snippets(): boolean;
  /** Forgets what was read from disk: a launch asks for what lies there now. */
  fresh(): void;
  /** Folder of the rules' pages as a URI. */
  rulePages: string | null;
}

export function registerFeatures(connection: Connection, documents: Documents, options: FeatureOptions): void {
  connection.onCompletion(({ textDocument, position }) => completions(documents, textDocument.uri, position, options.snippets()));
  connection.onCompletionResolve((item) => resolveCompletion(documents, item));
  connection.onHover(({ textDocument, position }) => hover(documents, textDocument.uri, position));
  connection.onCodeLens(({ textDocument }) => codeLenses(documents, textDocument.uri));
  connection.onCodeAction((params) => codeActions(documents, params, options.rulePages));
  connection.languages.inlayHint.on(({ textDocument, range }) => inlayHints(documents, textDocument.uri, range));
  connection.onDefinition(({ textDocument, position }) => definition(documents, textDocument.uri, position));
  connection.onReferences(({ textDocument, position, context }) => references(documents, textDocument.uri, position, context.includeDeclaration));
  connection.onPrepareRename(({ textDocument, position }) => prepareRename(documents, textDocument.uri, position));
  connection.onRenameRequest(({ textDocument, position, newName }) => rename(documents, textDocument.uri, position, newName));
  connection.onDocumentLinks(({ textDocument }) => documentLinks(documents, textDocument.uri));
  connection.onDocumentSymbol(({ textDocument }) => outline(documents, textDocument.uri));
  connection.onRequest(CheckFilesRequest, (params: unknown) => {
    options.fresh();
    return checkFiles(documents.files, params);
  });
}

/**
 * What each editor says of itself in `initialize`, as far as this server looks at it, from the editors' sources. What a
 * server could be misled by is kept to the letter: Helix and older Zeds write `workspace.diagnostic`, the protocol's name is
 * `diagnostics`.
 */
import type { ClientCapabilities } from 'vscode-languageserver-protocol';

/** neovim runtime/lua/vim/lsp/protocol.lua make_client_capabilities, 0.11 on Linux. */
export const NEOVIM = {
  general: { positionEncodings: ['utf-8', 'utf-16', 'utf-32'] },
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    inlayHint: { dynamicRegistration: true, resolveSupport: { properties: ['textEdits', 'tooltip', 'location', 'command'] } },
    synchronization: { dynamicRegistration: false, willSave: true, willSaveWaitUntil: true, didSave: true },
    codeAction: { dynamicRegistration: true, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] } },
    codeLens: { dynamicRegistration: false },
    completion: {
      dynamicRegistration: false,
      completionItem: { snippetSupport: true, commitCharactersSupport: false, preselectSupport: false, deprecatedSupport: true, documentationFormat: ['markdown', 'plaintext'], resolveSupport: { properties: ['additionalTextEdits'] } },
      completionList: { itemDefaults: ['editRange', 'insertTextFormat', 'insertTextMode', 'data'] },
      contextSupport: false,
    },
    definition: { linkSupport: true, dynamicRegistration: true },
    hover: { dynamicRegistration: true, contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { dynamicRegistration: false, hierarchicalDocumentSymbolSupport: true },
    rename: { dynamicRegistration: true, prepareSupport: true },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, dataSupport: true },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: false },
    workspaceFolders: true,
    applyEdit: true,
    didChangeWatchedFiles: { dynamicRegistration: false, relativePatternSupport: true },
    inlayHint: { refreshSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

/** helix helix-lsp/src/client.rs initialize, 079a789e. */
export const HELIX = {
  general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true, deprecatedSupport: true, tagSupport: { valueSet: [1] }, resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] } }, completionItemKind: {} },
    hover: { contentFormat: ['markdown'] },
    rename: { dynamicRegistration: false, prepareSupport: true, honorsChangeAnnotations: false },
    codeAction: { isPreferredSupport: true, disabledSupport: true, dataSupport: true, resolveSupport: { properties: ['edit', 'command'] } },
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
    publishDiagnostics: { versionSupport: true, tagSupport: { valueSet: [1, 2] } },
    inlayHint: { dynamicRegistration: false },
    documentLink: { dynamicRegistration: false, tooltipSupport: false },
    documentSymbol: { dynamicRegistration: false, hierarchicalDocumentSymbolSupport: false },
  },
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: false },
    workspaceFolders: true,
    applyEdit: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostic: { refreshSupport: true },
    inlayHint: { refreshSupport: false },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

const zed = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    definition: { linkSupport: true, dynamicRegistration: true },
    completion: { contextSupport: true, completionItem: { snippetSupport: true, insertReplaceSupport: true, labelDetailsSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    rename: { prepareSupport: true, dynamicRegistration: true },
    hover: { contentFormat: ['markdown'], dynamicRegistration: true },
    inlayHint: { dynamicRegistration: true, resolveSupport: { properties: ['textEdits', 'tooltip', 'label.tooltip'] } },
    publishDiagnostics: { relatedInformation: true },
    synchronization: { didSave: true, dynamicRegistration: true },
  },
  workspace: {
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    applyEdit: true,
    inlayHint: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
};

/** zed crates/lsp/src/lsp.rs default_initialize_params, 00674967: asks, but names the refresh as no server expects it. */
export const ZED_BEFORE = {
  ...zed,
  textDocument: { ...zed.textDocument, diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true } },
  workspace: { ...zed.workspace, diagnostic: { refreshSupport: true } },
};

/** The same function since it writes `diagnostics`: a client that asks. */
export const ZED: ClientCapabilities = {
  ...(zed as ClientCapabilities),
  textDocument: { ...(zed.textDocument as ClientCapabilities['textDocument']), diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true } },
  workspace: { ...zed.workspace, diagnostics: { refreshSupport: true } },
};

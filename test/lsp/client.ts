// Speaks LSP over stdio to the real, bundled server; each test file starts one.
import { build } from 'esbuild';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { CheckFilesRequest, type CheckFilesResult, type DocumentStatus, DocumentStatusNotification } from '../../protocol/lsp';
import { root } from './oracle';

const WAIT_MS = 10_000;

export class TestServer {
  /** A workspace on disk; files written there are seen by the server. */
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'lsp workspace-'));
  capabilities: InitializeResult['capabilities'] = {};
  readonly statuses = new Map<string, DocumentStatus>();
  private readonly published: PublishDiagnosticsParams[] = [];
  private waiting: (() => void)[] = [];
  private versions = new Map<string, number>();

  private constructor(
    private readonly bundle: string,
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      for (const wake of this.waiting.splice(0)) wake();
    });
    connection.onNotification(DocumentStatusNotification, (status: DocumentStatus) => {
      this.statuses.set(status.uri, status);
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  /** @param more capabilities and options of the client beyond a plain editor's */
  static async start(more: { capabilities?: ClientCapabilities; initializationOptions?: unknown } = {}): Promise<TestServer> {
    const bundle = mkdtempSync(path.join(os.tmpdir(), 'lsp-server-'));
    const outfile = path.join(bundle, 'server', 'main.js');
    // As in dist/: the catalogues lie beside the server's folder.
    symlinkSync(path.join(root, 'schemas', 'catalogues'), path.join(bundle, 'catalogues'));
    await build({ absWorkingDir: root, entryPoints: ['server/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'error' });
    const child = spawn(process.execPath, [outfile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const server = new TestServer(bundle, child, connection);
    connection.listen();
    const capabilities = more.capabilities ?? { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
    const { initializationOptions } = more;
    server.capabilities = (await connection.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: null, capabilities, initializationOptions })).capabilities;
    await connection.sendNotification('initialized', {});
    return server;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.bundle, { recursive: true, force: true });
  }

  uri(name: string): string {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  /** Writes a file of the workspace to disk. */
  write(name: string, text: string): string {
    writeFileSync(path.join(this.folder, name), text);
    // As an editor's file watcher does.
    void this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(name), type: 2 }] });
    return this.uri(name);
  }

  /** Opens a document (it need not be on disk), or changes it when it is open, and gives its diagnostics. */
  async check(name: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uri(name);
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    if (version === 1) await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: name.endsWith('.sh') ? 'shellscript' : 'yaml', version, text } });
    else await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    return this.diagnostics(name, version);
  }

  /** Diagnostics of a version at least as new as `version`. */
  async diagnostics(name: string, version = 0, seen = 0): Promise<Diagnostic[]> {
    const uri = this.uri(name);
    let found: PublishDiagnosticsParams | undefined;
    await this.until(() => {
      found = this.published.slice(seen).findLast((params) => params.uri === uri && (params.version ?? Infinity) >= version);
      return found !== undefined;
    }, `diagnostics of ${name}`);
    return found?.diagnostics ?? [];
  }

  /** A mark in the stream of diagnostics: pass it to `diagnostics` to wait for what comes after it. */
  get mark(): number {
    return this.published.length;
  }

  async until(condition: () => boolean, what: string): Promise<void> {
    const end = Date.now() + WAIT_MS;
    while (!condition()) {
      const left = end - Date.now();
      if (left <= 0) throw new Error(`No ${what} within ${WAIT_MS} ms.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 200));
        this.waiting.push(() => (clearTimeout(timer), resolve()));
      });
    }
  }

  completion(name: string, position: Position): Promise<CompletionItem[]> {
    return this.connection.sendRequest('textDocument/completion', { textDocument: { uri: this.uri(name) }, position });
  }

  hover(name: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri: this.uri(name) }, position });
  }

  codeLens(name: string): Promise<CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: this.uri(name) } });
  }

  codeActions(name: string, at: Diagnostic): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri: this.uri(name) }, range: at.range, context: { diagnostics: [at] } });
  }

  /** Any other request about a document. */
  ask<T>(method: string, name: string, more: object = {}): Promise<T> {
    return this.connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri: this.uri(name) }, ...more });
  }

  checkFiles(...uris: string[]): Promise<CheckFilesResult> {
    return this.connection.sendRequest(CheckFilesRequest, { uris });
  }
}

/** Splits a text at `|`, the cursor. */
export function withCursor(marked: string): { text: string; position: Position } {
  const at = marked.indexOf('|');
  if (at < 0) throw new Error('Mark the cursor with |.');
  const before = marked.slice(0, at).split('\n');
  return { text: marked.slice(0, at) + marked.slice(at + 1), position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

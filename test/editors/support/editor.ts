/** An editor, as far as a language server can tell one from another: what it says, and how it answers. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ClientCapabilities, ConfigurationRequest, createProtocolConnection, type Diagnostic, type DocumentDiagnosticReport, type InitializeResult, type ProtocolConnection, type PublishDiagnosticsParams, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

const root = path.resolve(import.meta.dirname, '../../..');
const WAIT_MS = 15_000;

export interface SetUp {
  command: string[];
  capabilities: object;
  initializationOptions?: unknown;
  /** Answer to `workspace/configuration` of a section. */
  configuration: (section: string) => unknown;
  /** Sent after `initialized` by editors that do so. */
  didChangeConfiguration?: unknown;
}

export class Editor {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'editor-'));
  private readonly pushed = new Map<string, Diagnostic[]>();
  private pulls = false;

  private constructor(private readonly connection: ProtocolConnection) {}

  /** Starts the documented command from the PATH, as the editor would, with the server that was built. */
  static async start({ command: [program = '', ...args], capabilities, initializationOptions, configuration, didChangeConfiguration }: SetUp): Promise<Editor> {
    const env = { ...process.env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const editor = new Editor(connection);
    connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => void editor.pushed.set(uri, diagnostics));
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(({ section }): unknown => configuration(section ?? '') ?? null));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.listen();
    const uri = pathToFileURL(editor.folder).href;
    const result = await connection.sendRequest<InitializeResult>('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'project' }], capabilities: capabilities as ClientCapabilities, initializationOptions });
    editor.pulls = result.capabilities.diagnosticProvider !== undefined;
    await connection.sendNotification('initialized', {});
    if (didChangeConfiguration !== undefined) await connection.sendNotification('workspace/didChangeConfiguration', { settings: didChangeConfiguration });
    return editor;
  }

  /** Whether the server waits to be asked for diagnostics. */
  get asks(): boolean {
    return this.pulls;
  }

  /** Opens a document and waits until one of its findings is `code`. @returns the codes of all its findings */
  async findings(name: string, languageId: string, text: string, code: string): Promise<string[]> {
    const uri = pathToFileURL(path.join(this.folder, name)).href;
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 0, text } });
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const codes = (await this.diagnostics(uri)).map((each) => String(each.code));
      if (codes.includes(code)) return codes;
      if (Date.now() > end) throw new Error(`${name} has no finding ${code}, but ${codes.join(', ') || 'none'}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async diagnostics(uri: string): Promise<Diagnostic[]> {
    if (!this.pulls) return this.pushed.get(uri) ?? [];
    const report = await this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    return report.kind === 'full' ? report.items : [];
  }

  async close(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Follows `a.b` into settings, as editors look a section up. */
export function sectionOf(settings: unknown, section: string): unknown {
  return section.split('.').filter(Boolean).reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), settings);
}

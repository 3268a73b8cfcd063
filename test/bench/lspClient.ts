/** One client for every language server that is measured. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, DiagnosticSeverity, type ProtocolConnection, type PublishDiagnosticsParams, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import type { BenchFile } from './lspFiles';

/** A server that says nothing for this long is given up. */
const PATIENCE_MS = 60_000;
/** Ticks of the clock that Linux counts computing time with. */
const TICKS_PER_SECOND = 100;

export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface ServerUnderTest {
  name: string;
  argv: string[];
  /** Sent as settings after the start. */
  settings: Record<string, unknown>;
}

export class BenchClient {
  private readonly waiting = new Map<string, (params: PublishDiagnosticsParams) => void>();
  private readonly versions = new Map<string, number>();

  private constructor(
    private readonly name: string,
    private readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
    private readonly folder: string,
  ) {
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => this.waiting.get(params.uri)?.(params));
  }

  /** Starts a server on a folder; it is ready when this resolves. */
  static async start({ name, argv, settings }: ServerUnderTest, folder: string): Promise<BenchClient> {
    const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const client = new BenchClient(name, child, connection, folder);
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) => items.map(({ section }) => settings[section ?? ''] ?? null));
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    const capabilities = {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, workspaceFolders: true },
      textDocument: { publishDiagnostics: { versionSupport: true }, completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } }, hover: { contentFormat: ['markdown'] } },
    };
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], capabilities });
    await connection.sendNotification('initialized', {});
    await connection.sendNotification('workspace/didChangeConfiguration', { settings });
    return client;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await Promise.race([this.connection.sendRequest('shutdown'), pause(5000)]);
    await this.connection.sendNotification('exit');
    await Promise.race([gone, pause(5000)]);
    this.child.kill('SIGKILL');
    this.connection.dispose();
  }

  uri(file: Pick<BenchFile, 'name'>): string {
    return pathToFileURL(path.join(this.folder, file.name)).href;
  }

  /** Opens a document without a mistake; resolves with the milliseconds to its first diagnostics. */
  async open(file: BenchFile, languageId = 'yaml'): Promise<number> {
    const uri = this.uri(file);
    this.versions.set(uri, 1);
    const start = now();
    const told = this.told(uri, ({ diagnostics }) => {
      const error = diagnostics.find(({ severity }) => severity === DiagnosticSeverity.Error);
      if (error) throw new Error(`${this.name} finds a mistake in ${file.name}, line ${error.range.start.line + 1}: ${error.message}`);
      return true;
    });
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text: file.text } });
    return (await told) - start;
  }

  /** Replaces the line of the file's edit; resolves with the milliseconds to the diagnostics that fit it. */
  async edit(file: BenchFile, to: 'right' | 'wrong'): Promise<number> {
    const uri = this.uri(file);
    const start = now();
    const told = this.told(uri, ({ diagnostics }) => diagnostics.some(({ range }) => range.start.line === file.line) === (to === 'wrong'));
    await this.change(file, to);
    return (await told) - start;
  }

  async change(file: BenchFile, to: 'right' | 'wrong'): Promise<void> {
    const uri = this.uri(file);
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    const from = to === 'right' ? file.wrong : file.right;
    const range = { start: { line: file.line, character: 0 }, end: { line: file.line, character: from.length } };
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: file[to] }] });
  }

  private told(uri: string, fits: (params: PublishDiagnosticsParams) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name} sent no fitting diagnostics of ${uri} within ${PATIENCE_MS} ms.`)), PATIENCE_MS);
      this.waiting.set(uri, (params) => {
        const at = now();
        try {
          if (!fits(params)) return;
          resolve(at);
        } catch (error) {
          reject(error as Error);
        }
        clearTimeout(timer);
        this.waiting.delete(uri);
      });
    });
  }

  /** Milliseconds to the answer of a request at a place. */
  async request(method: 'textDocument/completion' | 'textDocument/hover', file: BenchFile, line: number, character: number): Promise<number> {
    const start = now();
    await this.connection.sendRequest(method, { textDocument: { uri: this.uri(file) }, position: { line, character } });
    return now() - start;
  }

  /** Resident memory in bytes. */
  get memory(): number {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1] ?? NaN) * 1024;
  }

  /** Milliseconds of computing since its start, all threads. */
  get computing(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  }
}

import * as vscode from 'vscode';
import { Disposer } from '../dispose';
import type { EngineHolder } from '../engine';
import { troubleText } from '../errors';
import type { Pipeline, PipelineProblem } from '../types';

/** A reasoner.yaml of the workspace: its meaning, or why it has none. */
export interface LoadedPipeline {
  uri: string;
  /** Workspace-relative path, with the folder's name first where there are several folders. */
  path: string;
  pipeline: Pipeline | null;
  problems: PipelineProblem[];
}

const GLOB = '**/reasoner.yaml';
const EXCLUDE = '**/{node_modules,.venv,.reasoner,.git}/**';
const LIMIT = 200;
const SETTLE_MS = 150;

/** Every reasoner.yaml of every workspace folder, found and read when first asked for, then kept current. */
export class Pipelines extends Disposer {
  private readonly changes = this.track(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changes.event;
  private loading: Promise<LoadedPipeline[]> | null = null;
  private settled: LoadedPipeline[] = [];
  private watching = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly engine: EngineHolder) {
    super();
    this.track(engine.onDidReset(() => this.changed()));
    this.track({ dispose: () => clearTimeout(this.timer) });
  }

  /** What the last finished load found. */
  get known(): readonly LoadedPipeline[] {
    return this.settled;
  }

  all(): Promise<LoadedPipeline[]> {
    this.watch();
    return (this.loading ??= this.load());
  }

  async valid(): Promise<Pipeline[]> {
    return (await this.all()).flatMap(({ pipeline }) => (pipeline ? [pipeline] : []));
  }

  /** The pipeline of this file, as it is on disk now. */
  async get(uri: string): Promise<LoadedPipeline | null> {
    const wanted = vscode.Uri.parse(uri, true).toString();
    return (await this.all()).find((loaded) => vscode.Uri.parse(loaded.uri).toString() === wanted) ?? null;
  }

  /** Reads everything again. */
  refresh(): Promise<LoadedPipeline[]> {
    this.loading = null;
    return this.all();
  }

  private async load(): Promise<LoadedPipeline[]> {
    const files = (await vscode.workspace.findFiles(GLOB, EXCLUDE, LIMIT)).filter(({ scheme }) => scheme === 'file');
    void vscode.commands.executeCommand('setContext', 'reasoner.hasPipeline', files.length > 0);
    void vscode.commands.executeCommand('setContext', 'reasoner.scanned', true);
    const loaded = await Promise.all(files.map((uri) => this.read(uri)));
    this.settled = loaded.sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.settled;
  }

  private async read(uri: vscode.Uri): Promise<LoadedPipeline> {
    const named = { uri: uri.toString(), path: vscode.workspace.asRelativePath(uri) };
    try {
      return { ...named, ...(await (await this.engine.reader()).loadPipeline(named.uri)) };
    } catch (error) {
      const message = troubleText(error);
      return { ...named, pipeline: null, problems: [{ line: 0, character: 0, severity: 'error', code: 'PIPE-READ', message }] };
    }
  }

  private watch(): void {
    if (this.watching) return;
    this.watching = true;
    const watcher = this.track(vscode.workspace.createFileSystemWatcher(GLOB));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) this.track(event(() => this.changed()));
    this.track(vscode.workspace.onDidChangeWorkspaceFolders(() => this.changed()));
    this.track(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed()));
  }

  private changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.loading = null;
      void this.all().then(() => this.changes.fire());
    }, SETTLE_MS);
  }
}

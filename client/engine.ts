import * as vscode from 'vscode';
import { Disposer } from './dispose';
import * as l10n from './l10n';
import { engineSettings, onDidChangeEngineSettings } from './settings';
import type { Engine } from './types';

/** The one engine of this window: loaded at first use, made anew when its settings change. */
export class EngineHolder extends Disposer {
  private current: Engine | null = null;
  private readonly resets = this.track(new vscode.EventEmitter<void>());
  /** The old engine and everything got from it is dead; whoever shows something asks again. */
  readonly onDidReset = this.resets.event;

  constructor(private readonly extension: vscode.ExtensionContext) {
    super();
    this.track(onDidChangeEngineSettings(() => this.reset()));
  }

  /** For everything that talks to a host. @throws Error in an untrusted workspace, because the agent is a process */
  async get(): Promise<Engine> {
    if (!vscode.workspace.isTrusted) throw new Error(untrustedText());
    return this.load();
  }

  /** For reading files only, which an untrusted workspace may have too. */
  async reader(): Promise<Pick<Engine, 'loadPipeline'>> {
    return this.load();
  }

  private async load(): Promise<Engine> {
    if (this.current) return this.current;
    // A bundle of its own beside this one in dist/, so that activation does not pay for it.
    const { createEngine } = await import('../engine/index.js');
    if (this.disposed) throw new Error(l10n.t('The extension is shutting down.'));
    return (this.current ??= createEngine(engineSettings(this.extension)));
  }

  private reset(): void {
    const old = this.current;
    if (!old) return;
    this.current = null;
    old.dispose();
    this.resets.fire();
  }

  override dispose(): void {
    super.dispose();
    this.current?.dispose();
    this.current = null;
  }
}

export const untrustedText = (): string =>
  l10n.t('Reasoner starts no process in a workspace that is not trusted. Trust the workspace to launch and follow runs.');

import * as vscode from 'vscode';
import { Disposer } from '../dispose';
import type { CheckpointRecord, RunEntry } from '../types';

export interface Chosen {
  entry: RunEntry;
  checkpoint: CheckpointRecord;
}

/** The checkpoint picked by `Select for Compare`, which waits for the second one. */
export class CompareSelection extends Disposer {
  private readonly changes = this.track(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changes.event;
  private chosen: Chosen | null = null;

  get current(): Chosen | null {
    return this.chosen;
  }

  is(checkpoint: CheckpointRecord): boolean {
    return this.chosen?.checkpoint.path === checkpoint.path && this.chosen.checkpoint.runId === checkpoint.runId;
  }

  set(chosen: Chosen | null): void {
    this.chosen = chosen;
    void vscode.commands.executeCommand('setContext', 'reasoner.selectedForCompare', chosen !== null);
    this.changes.fire();
  }
}

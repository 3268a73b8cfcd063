import * as vscode from 'vscode';
import type { DocumentStatus } from '../../protocol/lsp';
import { Disposer } from '../dispose';
import { statusText, type ServerHealth } from './statusText';

export type { ServerHealth };

const REMEMBERED = 200;

/** One item in the status bar: the server's health, and what the active file is checked against. */
export class LanguageStatus extends Disposer {
  private item: vscode.StatusBarItem | null = null;
  private health: ServerHealth = 'starting';
  private message: string | null = null;
  private readonly documents = new Map<string, DocumentStatus>();

  constructor() {
    super();
    this.track(vscode.window.onDidChangeActiveTextEditor(() => this.show()));
    this.track(
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.documents.delete(document.uri.toString());
      }),
    );
  }

  server(health: ServerHealth, message: string | null): void {
    this.health = health;
    this.message = message;
    this.show();
  }

  document(uri: vscode.Uri, status: DocumentStatus): void {
    const first = this.documents.keys().next();
    if (this.documents.size >= REMEMBERED && !first.done) this.documents.delete(first.value);
    this.documents.set(uri.toString(), status);
    this.show();
  }

  /** The text that is on screen, null while hidden. */
  get shown(): string | null {
    return this.current()?.text ?? null;
  }

  private current(): ReturnType<typeof statusText> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    return statusText(this.health, this.message, uri === undefined ? null : (this.documents.get(uri) ?? null));
  }

  private show(): void {
    const status = this.current();
    if (!status) {
      this.item?.hide();
      return;
    }
    const item = (this.item ??= this.create());
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.backgroundColor = status.alarm ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    item.command = status.alarm ? 'reasoner.restartServer' : undefined;
    item.show();
  }

  private create(): vscode.StatusBarItem {
    const item = this.track(vscode.window.createStatusBarItem('reasoner.status', vscode.StatusBarAlignment.Right, 100));
    item.name = 'Reasoner';
    return item;
  }
}

import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import type { Context } from '../context';
import { Disposer } from '../dispose';
import { onDidChangeOpensDashboard, opensDashboard } from '../settings';
import type { Disposable } from '../types';

const KEY = 'reasoner.shownRuns';
const REMEMBERED = 100;

/**
 * `reasoner.dashboard.openOnLaunch`: opens the dashboard of every run that is live in this workspace, once per run,
 * whoever started it. Only then are runs followed without any view being open.
 */
export class AutoDashboard extends Disposer {
  private watching: Disposable | null = null;

  constructor(private readonly context: Context) {
    super();
    this.track(onDidChangeOpensDashboard(() => this.follow()));
    this.track(vscode.workspace.onDidGrantWorkspaceTrust(() => this.follow()));
    this.follow();
  }

  private follow(): void {
    this.release(this.watching);
    this.watching = null;
    if (!opensDashboard() || !vscode.workspace.isTrusted) return;
    const watching = (this.watching = this.track(new Disposer()));
    watching.track(this.context.runs.onDidChange(() => void this.show()));
    watching.track(this.context.runs.look());
  }

  private async show(): Promise<void> {
    const memory = this.context.extension.workspaceState;
    const shown = memory.get<string[]>(KEY, []);
    const fresh = this.context.runs.all.filter(({ record }) => isLive(record.state) && !shown.includes(record.id));
    if (fresh.length === 0) return;
    // Remembered first: a second change during the wait must not open it twice.
    const remembered = memory.update(KEY, [...shown, ...fresh.map(({ record }) => record.id)].slice(-REMEMBERED));
    for (const { record } of fresh) this.context.panels.showDashboard(record.id);
    await remembered;
  }
}

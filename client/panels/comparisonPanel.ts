import * as vscode from 'vscode';
import { FromComparison, type ToComparison } from '../../protocol/webview/comparison';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import { hostDocument } from '../documents/hostUri';
import { isCancelled, troubleOf } from '../errors';
import * as l10n from '../l10n';
import { checkpointTitle, configPath, shortTitle } from '../compare/checkpointText';
import type { Chosen } from '../runs/compareSelection';
import type { Comparison } from '../types';
import { Page } from './page';

/** Two checkpoints beside each other. The comparison runs once; the page gets its present state whenever it is made. */
export class ComparisonPanel extends Disposer {
  readonly page: Page<ToComparison, typeof FromComparison>;
  private state: ToComparison;
  private running: AbortController | null = null;
  private comparison: Comparison | null = null;
  private readonly titles: { titleA: string; titleB: string };

  constructor(
    private readonly services: Services,
    panel: vscode.WebviewPanel,
    private readonly a: Chosen,
    private readonly b: Chosen,
  ) {
    super();
    this.titles = { titleA: checkpointTitle(a), titleB: checkpointTitle(b) };
    this.state = { type: 'loading', ...this.titles };
    this.page = this.track(
      new Page(services.extension, panel, 'comparison', FromComparison, {
        message: (message) => this.onMessage(message),
        hidden: () => undefined, // It works on: the user asked for it, and it ends by itself.
      }),
    );
    this.page.onDidDispose(() => this.dispose());
    this.track({ dispose: () => this.running?.abort() });
    void this.compare();
  }

  /** The finished comparison, null before. */
  get result(): Comparison | null {
    return this.comparison;
  }

  private onMessage(message: FromComparison): void {
    if (message.type === 'ready') {
      if (this.state.type === 'progress') this.page.post({ type: 'loading', ...this.titles });
      this.page.post(this.state);
    } else if (message.type === 'cancel') this.running?.abort();
    else if (message.type === 'retry') void this.compare();
    else void this.openDiff(message.label);
  }

  private show(state: ToComparison): void {
    this.state = state;
    this.page.post(state);
  }

  private async compare(): Promise<void> {
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.show({ type: 'loading', ...this.titles });
    try {
      const engine = await this.services.engine.get();
      const { pipeline, target } = this.a.entry;
      this.comparison = await engine.checkpoints(pipeline, target).compare(this.a.checkpoint, this.b.checkpoint, {
        signal: running.signal,
        // The stage's own Python reads the weights: it has the numpy that the host's may lack.
        venv: this.a.entry.record.venv ?? this.b.entry.record.venv,
        configA: configPath(this.a),
        configB: configPath(this.b),
        onProgress: (done, total) => {
          if (this.running === running) this.show({ type: 'progress', done, total });
        },
      });
      if (this.running === running) this.show({ type: 'result', comparison: this.comparison, ...this.titles });
    } catch (error) {
      if (this.running !== running) return;
      if (running.signal.aborted || isCancelled(error)) {
        this.show({ type: 'error', message: l10n.t('The comparison was cancelled.'), hint: null });
      } else {
        const { message, hint } = troubleOf(error);
        this.show({ type: 'error', message, hint });
      }
    } finally {
      if (this.running === running) this.running = null;
    }
  }

  /** The label must be one that this comparison named; what it opens is read through the agent. */
  private async openDiff(label: string): Promise<void> {
    const file = this.comparison?.configFiles.find((candidate) => candidate.label === label);
    if (!file) return;
    const [left, right] = [hostDocument(this.a.entry.record.id, file.a), hostDocument(this.b.entry.record.id, file.b)];
    const title = l10n.t('{0} ({1} ↔ {2})', file.label, shortTitle(this.a), shortTitle(this.b));
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }
}

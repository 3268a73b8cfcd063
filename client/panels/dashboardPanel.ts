import type * as vscode from 'vscode';
import { FromDashboard, type ToDashboard } from '../../protocol/webview/dashboard';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import { troubleOf } from '../errors';
import * as l10n from '../l10n';
import { curveSource } from '../settings';
import type { RunCurves, RunEntry } from '../types';
import { columns, dashboardRun, runTitle, wantedSeries, wantedTags } from './dashboardData';
import { Latencies } from './latencies';
import { Page } from './page';

/** The header (steps, tags, time left) is sent at most this often; points themselves are never held back. */
const HEADER_MS = 500;

/** The curves of one run. Reads only while the page can be seen; every reveal starts with one complete snapshot. */
export class DashboardPanel extends Disposer {
  readonly page: Page<ToDashboard, typeof FromDashboard>;
  readonly latencies = new Latencies();
  private feed: Disposer | null = null;
  private curves: RunCurves | null = null;
  private subscribed = new Set<string>();
  private header: NodeJS.Timeout | null = null;
  private headerSent = 0;

  constructor(
    private readonly services: Services,
    panel: vscode.WebviewPanel,
    readonly runId: string,
  ) {
    super();
    this.page = this.track(
      new Page(services.extension, panel, 'dashboard', FromDashboard, {
        message: (message) => this.onMessage(message),
        hidden: () => this.stop(),
      }),
    );
    this.page.onDidDispose(() => this.dispose());
    this.track({ dispose: () => this.stop() });
    this.track(services.engine.onDidReset(() => this.feed && void this.start()));
  }

  private onMessage(message: FromDashboard): void {
    if (message.type === 'drawn') {
      this.latencies.drawn(message, this.curves?.series(message.stage, message.tag) ?? null);
      return;
    }
    this.subscribed = new Set(message.tags);
    if (message.type === 'ready') void this.start();
    else this.snapshot();
  }

  private async start(): Promise<void> {
    this.stop();
    const feed = (this.feed = new Disposer());
    this.page.post({ type: 'loading', title: this.page.panel.title });
    try {
      feed.track(this.services.runs.look());
      await this.services.runs.ready();
      const entry = this.entry();
      const engine = await this.services.engine.get();
      // Hidden or started anew in the meantime: this start is over.
      if (this.feed !== feed) return;
      this.page.panel.title = runTitle(entry.record, Date.now() / 1000);
      const curves = feed.track(engine.curves(entry.pipeline, entry.record, { source: curveSource() }));
      this.curves = curves;
      feed.track(curves.onDidChange((changes) => this.append(changes)));
      feed.track(this.services.runs.onDidChange(() => this.headerSoon()));
      this.snapshot();
    } catch (error) {
      if (this.feed !== feed) return;
      const { message, hint } = troubleOf(error);
      this.page.post({ type: 'error', message, hint });
    }
  }

  private stop(): void {
    this.feed?.dispose();
    this.feed = null;
    this.curves = null;
    if (this.header) clearTimeout(this.header);
    this.header = null;
  }

  private snapshot(): void {
    const { curves } = this;
    const run = this.run();
    if (!curves || !run) return;
    this.page.post({ type: 'snapshot', run, series: wantedSeries(this.entry().record, curves, this.subscribed) });
  }

  private append(changes: readonly { stage: string; tag: string; fromStep: number }[]): void {
    const { curves } = this;
    if (!curves) return;
    for (const { stage, tag, fromStep } of changes) {
      if (!wantedTags(curves, stage, this.subscribed).has(tag)) continue;
      const series = curves.series(stage, tag);
      if (!series) continue;
      // -Infinity is no JSON number: a whole replacement starts at the first step there is.
      const from = Number.isFinite(fromStep) ? fromStep : (series.steps[0] ?? 0);
      this.page.post({ type: 'append', fromStep: from, series: columns(series, from) });
    }
    this.headerSoon();
  }

  /** At once after a pause, so that the first points and their step numbers appear together. */
  private headerSoon(): void {
    this.header ??= setTimeout(() => {
      this.header = null;
      this.headerSent = Date.now();
      const run = this.run();
      if (run) this.page.post({ type: 'run', run });
    }, Math.max(0, this.headerSent + HEADER_MS - Date.now()));
  }

  private run(): ReturnType<typeof dashboardRun> | null {
    const entry = this.services.runs.find(this.runId);
    if (!entry || !this.curves) return null;
    const problem = this.services.runs.watched(entry.pipeline, entry.target)?.problem ?? null;
    return dashboardRun(entry, this.curves, problem, Date.now() / 1000);
  }

  private entry(): RunEntry {
    const entry = this.services.runs.find(this.runId);
    if (entry) return entry;
    throw Object.assign(new Error(l10n.t('The run {0} is not among the runs of this workspace.', this.runId)), {
      hint: l10n.t('Its run folder may be gone, or its host not connected: expand the host in the Runs view, then show the dashboard again.'),
    });
  }
}

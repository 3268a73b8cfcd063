import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import { FromLaunchpad, type ToLaunchpad } from '../../protocol/webview/launchpad';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import type { CheckpointRecord } from '../types';
import { newestRun, pipelineCards, type CardFacts } from './cards';
import { Page } from './page';

const SETTLE_MS = 100;
/** New checkpoints of a live run appear within this time; a folder listing per stage is what it costs. */
const CHECKPOINTS_MS = 10_000;

/** A card per stage of every pipeline. One small state message per change; nothing while it is hidden. */
export class LaunchpadPanel extends Disposer {
  readonly page: Page<ToLaunchpad, typeof FromLaunchpad>;
  private feed: Disposer | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly last = new Map<string, CheckpointRecord | null>();

  constructor(
    private readonly services: Services,
    panel: vscode.WebviewPanel,
  ) {
    super();
    this.page = this.track(
      new Page(services.extension, panel, 'launchpad', FromLaunchpad, {
        message: (message) => this.onMessage(message),
        hidden: () => this.stop(),
      }),
    );
    this.page.onDidDispose(() => this.dispose());
    this.track({ dispose: () => this.stop() });
  }

  private onMessage(message: FromLaunchpad): void {
    if (message.type === 'ready') void this.start();
    else void vscode.commands.executeCommand(...command(message));
  }

  private async start(): Promise<void> {
    this.stop();
    const feed = (this.feed = new Disposer());
    const { runs, progress, pipelines } = this.services;
    for (const event of [runs.onDidChange, progress.onDidChange, pipelines.onDidChange]) feed.track(event(() => this.soon()));
    feed.track(vscode.workspace.onDidGrantWorkspaceTrust(() => this.soon()));
    feed.track(progress.look());
    const timer = setInterval(() => void this.listCheckpoints(), CHECKPOINTS_MS);
    feed.track({ dispose: () => clearInterval(timer) });
    // The cards stand at once; states and checkpoints follow as hosts answer.
    await pipelines.all();
    if (this.feed === feed) this.send();
    await runs.ready();
    if (this.feed === feed) await this.listCheckpoints();
  }

  private stop(): void {
    this.feed?.dispose();
    this.feed = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.send();
      void this.listCheckpoints();
    }, SETTLE_MS);
  }

  private send(): void {
    const { runs, progress, pipelines } = this.services;
    const trusted = vscode.workspace.isTrusted;
    const facts: CardFacts = {
      runs: runs.all,
      trusted,
      progress: (entry, stage) => progress.of(entry, stage),
      lastCheckpoint: (entry, stage) => this.last.get(`${entry.record.id} ${stage}`) ?? null,
    };
    this.page.post({ type: 'state', trusted, pipelines: pipelines.known.map((loaded) => pipelineCards(loaded, facts)) });
  }

  /** The lists are cached where nothing can have changed, so this is cheap to call often. */
  private async listCheckpoints(): Promise<void> {
    const { runs, checkpoints, pipelines, progress } = this.services;
    let changed = false;
    for (const { pipeline } of pipelines.known) {
      for (const stage of pipeline?.stages ?? []) {
        const newest = pipeline ? newestRun(runs.all, pipeline, stage.name) : null;
        if (!newest) continue;
        if (!isLive(newest.entry.record.state)) progress.readEnded(newest.entry);
        const key = `${newest.entry.record.id} ${stage.name}`;
        const last = await checkpoints.last(newest.entry, stage.name).catch(() => null);
        if (last?.path !== this.last.get(key)?.path) changed = true;
        this.last.set(key, last);
      }
    }
    if (changed && this.feed) this.send();
  }
}

/** Every button of the page is a command with known ids; the page itself can do nothing. */
function command(message: Exclude<FromLaunchpad, { type: 'ready' }>): [string, ...unknown[]] {
  switch (message.type) {
    case 'launchStage':
      return ['reasoner.launchStage', { pipelineUri: message.pipelineUri, stage: message.stage }];
    case 'launchPipeline':
      return ['reasoner.launchPipeline', { pipelineUri: message.pipelineUri }];
    case 'openConfig':
      return ['reasoner.openConfig', { pipelineUri: message.pipelineUri, stage: message.stage }];
    case 'stop':
      return ['reasoner.stopRun', { runId: message.runId }];
    case 'log':
      return ['reasoner.showLog', { runId: message.runId, stage: message.stage }];
    case 'dashboard':
      return ['reasoner.showDashboard', { runId: message.runId }];
  }
}

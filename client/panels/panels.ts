import * as v from 'valibot';
import * as vscode from 'vscode';
import { shortTitle } from '../compare/checkpointText';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import * as l10n from '../l10n';
import type { Chosen } from '../runs/compareSelection';
import { ComparisonPanel } from './comparisonPanel';
import { DashboardPanel } from './dashboardPanel';
import { LaunchpadPanel } from './launchpadPanel';
import { OpenPanels } from './openPanels';
import { pageOptions, viewType, type PageName } from './page';

/** What a dashboard's page kept of itself: the id of a run, which is looked up like any other. */
const keptRunId = (kept: unknown): string | null => {
  const result = v.safeParse(v.looseObject({ runId: v.string() }), kept);
  return result.success ? result.output.runId : null;
};

/** The open panels: one dashboard per run, one launchpad, a comparison per pair. */
export class Panels extends Disposer {
  private readonly dashboards = new Map<string, DashboardPanel>();
  private readonly comparisons = new Map<string, ComparisonPanel>();
  private launchpad: LaunchpadPanel | null = null;
  private readonly open: OpenPanels;

  constructor(private readonly services: Services) {
    super();
    this.open = new OpenPanels(services.extension.workspaceState, vscode.env.sessionId);
    this.restore('dashboard', (panel, kept) => {
      const runId = keptRunId(kept);
      if (runId === null || this.dashboards.has(runId)) panel.dispose();
      else this.adoptDashboard(panel, runId);
    });
    this.restore('launchpad', (panel) => {
      if (this.launchpad) panel.dispose();
      else this.adoptLaunchpad(panel);
    });
  }

  dashboard(runId: string): DashboardPanel | null {
    return this.dashboards.get(runId) ?? null;
  }

  get comparing(): ComparisonPanel[] {
    return [...this.comparisons.values()];
  }

  showDashboard(runId: string, column?: vscode.ViewColumn): void {
    const open = this.dashboards.get(runId);
    if (open) open.page.panel.reveal();
    else this.adoptDashboard(this.create('dashboard', l10n.t('Dashboard'), 'graph-line', column), runId);
  }

  showLaunchpad(column?: vscode.ViewColumn): void {
    if (this.launchpad) this.launchpad.page.panel.reveal();
    else this.adoptLaunchpad(this.create('launchpad', l10n.t('Launchpad'), 'rocket', column));
  }

  showComparison(a: Chosen, b: Chosen): void {
    const key = [a, b].flatMap(({ entry, checkpoint }) => [entry.record.id, checkpoint.path]).join('\n');
    const open = this.comparisons.get(key);
    if (open) {
      open.page.panel.reveal();
      return;
    }
    const title = l10n.t('{0} ↔ {1}', shortTitle(a), shortTitle(b));
    const panel = this.track(new ComparisonPanel(this.services, this.create('comparison', title, 'diff'), a, b));
    this.comparisons.set(key, panel);
    panel.page.onDidDispose(() => {
      this.comparisons.delete(key);
      this.release(panel);
    });
  }

  /** Replaces the tabs that a dead extension host of this window left behind by panels that live. */
  async replaceOrphans(): Promise<void> {
    const orphans = this.open.orphaned();
    if (!orphans) return;
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    const of = (name: PageName): vscode.Tab[] =>
      tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType(name)));
    const [dashboards, launchpads] = [of('dashboard'), of('launchpad')];
    if (launchpads[0]) this.showLaunchpad(launchpads[0].group.viewColumn);
    const column = dashboards[0]?.group.viewColumn;
    if (column !== undefined) for (const runId of orphans.dashboards) this.showDashboard(runId, column);
    await vscode.window.tabGroups.close([...dashboards, ...launchpads], true);
  }

  private adoptDashboard(panel: vscode.WebviewPanel, runId: string): void {
    const dashboard = this.track(new DashboardPanel(this.services, panel, runId));
    this.dashboards.set(runId, dashboard);
    this.remember();
    dashboard.page.onDidDispose(() => {
      this.dashboards.delete(runId);
      this.release(dashboard);
      this.remember();
    });
  }

  private adoptLaunchpad(panel: vscode.WebviewPanel): void {
    const launchpad = (this.launchpad = this.track(new LaunchpadPanel(this.services, panel)));
    this.remember();
    launchpad.page.onDidDispose(() => {
      this.launchpad = null;
      this.release(launchpad);
      this.remember();
    });
  }

  private remember(): void {
    if (!this.disposed) void this.open.remember({ dashboards: [...this.dashboards.keys()], launchpad: this.launchpad !== null });
  }

  private restore(name: PageName, adopt: (panel: vscode.WebviewPanel, kept: unknown) => void): void {
    const serializer = { deserializeWebviewPanel: async (panel: vscode.WebviewPanel, kept: unknown) => adopt(panel, kept) };
    this.track(vscode.window.registerWebviewPanelSerializer(viewType(name), serializer));
  }

  private create(name: PageName, title: string, icon: string, column = vscode.ViewColumn.Active): vscode.WebviewPanel {
    const { extension } = this.services;
    // No retainContextWhenHidden: a hidden page costs nothing, and a reveal sends one snapshot.
    const panel = vscode.window.createWebviewPanel(viewType(name), title, column, pageOptions(extension));
    const file = (theme: string): vscode.Uri => vscode.Uri.joinPath(extension.extensionUri, 'media', theme, `${icon}.svg`);
    panel.iconPath = { light: file('light'), dark: file('dark') };
    return panel;
  }
}

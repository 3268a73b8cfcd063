import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import type { CompareSelection } from '../runs/compareSelection';
import type { Pipeline } from '../types';
import { checkpointRow, messageRow, pipelineRow, runRow, stageRow, targetRow, type Row } from './describe';
import { brokenNode, checkpointNodes, pipelineChildren, runNode, stageNodes, targetChildren, type Node } from './nodes';

const REFRESH_MS = 100;

/** Runs, newest first, with their stages and checkpoints. Asks and follows nothing while the view is hidden. */
export class RunsTree extends Disposer implements vscode.TreeDataProvider<Node> {
  private readonly changes = this.track(new vscode.EventEmitter<Node[] | undefined>());
  readonly onDidChangeTreeData = this.changes.event;
  /** The objects that the view holds, by id: a row is refreshed through the very object it was made from. */
  private readonly shown = new Map<string, Node>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly services: Services,
    private readonly selection: CompareSelection,
  ) {
    super();
    this.track(services.runs.onDidChange(() => this.refreshSoon()));
    this.track(services.pipelines.onDidChange(() => this.refreshSoon()));
    this.track(services.progress.onDidChange(() => this.refreshLive()));
    this.track(selection.onDidChange(() => this.refreshSoon()));
    this.track({ dispose: () => clearTimeout(this.timer) });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const row = this.row(node);
    const item = new vscode.TreeItem(row.label, this.collapsible(node));
    item.id = node.id;
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.iconPath = new vscode.ThemeIcon(row.icon, row.color === null ? undefined : new vscode.ThemeColor(row.color));
    item.contextValue = row.context;
    item.accessibilityInformation = { label: row.spoken };
    if (node.kind === 'message' && node.open) {
      const { uri, line } = node.open;
      const selection = new vscode.Range(line, 0, line, 0);
      item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [vscode.Uri.parse(uri), { selection }] };
    }
    return item;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const children = node ? await this.children(node) : await this.roots();
    for (const child of children) this.shown.set(child.id, child);
    return children;
  }

  private async roots(): Promise<Node[]> {
    if (!vscode.workspace.isTrusted) return [];
    this.shown.clear();
    const all = await this.services.pipelines.all();
    // The view says "no runs" only when that is known. A far host is not waited for: it has a row of its own.
    await this.services.runs.ready(({ kind }) => kind === 'local');
    void vscode.commands.executeCommand('setContext', 'reasoner.runsKnown', true);
    const single = all.length === 1 ? all[0]?.pipeline : null;
    if (single) return [...this.localProblems(single), ...pipelineChildren(single, this.services.runs.all)];
    return all.map((loaded) =>
      loaded.pipeline
        ? { kind: 'pipeline', id: `pipeline ${loaded.uri}`, loaded, pipeline: loaded.pipeline }
        : brokenNode(loaded, (message) => messageRow(message, 'error')),
    );
  }

  private async children(node: Node): Promise<Node[]> {
    const { runs, checkpoints } = this.services;
    switch (node.kind) {
      case 'pipeline':
        return [...this.localProblems(node.pipeline), ...pipelineChildren(node.pipeline, runs.all)];
      case 'target':
        if (!runs.watched(node.pipeline, node.target)) await runs.connect(node.pipeline, node.target);
        return this.targetRows(node);
      case 'run':
        return stageNodes(node.entry);
      case 'stage':
        try {
          const list = (await checkpoints.of(node.entry)).filter(({ stage }) => stage === node.stage.name);
          if (list.length > 0) return checkpointNodes(node.entry, list);
          return [message(node.id, messageRow(l10n.t('No checkpoint yet'), 'info'))];
        } catch (error) {
          return [message(node.id, messageRow(troubleText(error), 'warning'))];
        }
      default:
        return [];
    }
  }

  private targetRows(node: Extract<Node, { kind: 'target' }>): Node[] {
    const { runs } = this.services;
    const problem = runs.watched(node.pipeline, node.target)?.problem;
    const rows = targetChildren(node.pipeline, node.target, runs.all);
    if (problem) return [message(node.id, messageRow(problem, 'warning')), ...rows];
    return rows.length > 0 ? rows : [message(node.id, messageRow(l10n.t('No runs yet'), 'info'))];
  }

  /** A local agent that does not start (no Python, for one) has no row of its own: its reason stands above the runs. */
  private localProblems(pipeline: Pipeline): Node[] {
    return pipeline.targets
      .filter(({ kind }) => kind === 'local')
      .flatMap((target): Node[] => {
        const problem = this.services.runs.watched(pipeline, target)?.problem;
        return problem ? [{ kind: 'target', id: `target ${pipeline.uri} ${target.name}`, pipeline, target }] : [];
      });
  }

  private row(node: Node): Row {
    const { runs, progress } = this.services;
    const now = Date.now() / 1000;
    switch (node.kind) {
      case 'pipeline': {
        const own = runs.all.filter((entry) => entry.pipeline.uri === node.pipeline.uri);
        return pipelineRow(node.pipeline.name, node.loaded.path, own.length);
      }
      case 'target': {
        const watched = runs.watched(node.pipeline, node.target);
        return targetRow(node.pipeline, node.target, watched !== null, watched?.problem ?? null);
      }
      case 'run':
        return runRow(runs.find(node.entry.record.id)?.record ?? node.entry.record, now);
      case 'stage':
        return stageRow(node.stage, progress.of(node.entry, node.stage.name), now);
      case 'checkpoint':
        return checkpointRow(node.checkpoint, this.selection.is(node.checkpoint));
      case 'message':
        return node.row;
    }
  }

  private collapsible(node: Node): vscode.TreeItemCollapsibleState {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    if (node.kind === 'message' || node.kind === 'checkpoint') return None;
    if (node.kind === 'pipeline') return Expanded;
    if (node.kind === 'run' && isLive(node.entry.record.state)) return Expanded;
    if (node.kind === 'target' && this.services.runs.watched(node.pipeline, node.target)) return Expanded;
    if (node.kind === 'stage' && node.stage.startedAt === null) return None;
    return Collapsed;
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changes.fire(undefined), REFRESH_MS);
  }

  private refreshLive(): void {
    const live = this.services.runs.all.filter(({ record }) => isLive(record.state)).map((entry) => runNode(entry).id);
    const nodes = live.flatMap((id) => this.shown.get(id) ?? []);
    if (nodes.length > 0) this.changes.fire(nodes);
  }
}

const message = (parent: string, row: Row): Node => ({ kind: 'message', id: `message ${parent} ${row.label}`, row });

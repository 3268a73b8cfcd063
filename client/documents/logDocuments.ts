import * as v from 'valibot';
import * as vscode from 'vscode';
import { decodeJson } from '../../protocol/decode';
import type { Services } from '../context';
import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import * as l10n from '../l10n';
import { LOG_LIMIT, LogText } from './logText';

export const LOG_SCHEME = 'reasoner-log';
const Query = v.object({ run: v.string(), stage: v.string() });

/** Fetched beyond what is shown, so that a longer log is known to be longer. */
const SLACK = 64 * 1024;
const UPDATE_MS = 400;

export const logUri = (runId: string, stage: string): vscode.Uri =>
  vscode.Uri.from({ scheme: LOG_SCHEME, path: `/${runId}/${stage}.log`, query: JSON.stringify({ run: runId, stage }) });

/** Logs as read-only documents that grow. The log is read while its document is open, and drawn while it can be seen. */
export class LogDocuments extends Disposer implements vscode.TextDocumentContentProvider {
  private readonly changes = this.track(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changes.event;
  private readonly open = new Map<string, FollowedLog>();

  constructor(private readonly services: Services) {
    super();
    this.track(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.close(uri.toString())));
    this.track(vscode.window.onDidChangeVisibleTextEditors(() => this.open.forEach((log) => log.show())));
    this.track(vscode.workspace.onDidChangeTextDocument(({ document }) => this.open.get(document.uri.toString())?.scroll()));
    this.track({ dispose: () => [...this.open.keys()].forEach((key) => this.close(key)) });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    const held = this.open.get(key) ?? new FollowedLog(this.services, uri, () => this.changes.fire(uri));
    this.open.set(key, held);
    await held.started;
    return held.text;
  }

  private close(key: string): void {
    this.open.get(key)?.dispose();
    this.open.delete(key);
  }
}

class FollowedLog extends Disposer {
  /** Resolves when the tail is under way or has failed, in which case the text says why. */
  readonly started: Promise<void>;
  private log = new LogText('');
  private problem: string | null = null;
  private stale = false;
  private atEnd = true;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly services: Services,
    private readonly uri: vscode.Uri,
    private readonly changed: () => void,
  ) {
    super();
    this.track(services.runs.look());
    this.track({ dispose: () => this.timer && clearTimeout(this.timer) });
    this.started = this.start().catch((error: unknown) => {
      this.problem = troubleText(error);
    });
  }

  get text(): string {
    return this.problem ?? this.log.text;
  }

  private async start(): Promise<void> {
    const { run, stage } = decodeJson(Query, this.uri.query, 'address of a log');
    const { runs } = this.services;
    await runs.ready();
    const entry = runs.find(run);
    const file = entry?.record.stages.find(({ name }) => name === stage)?.logFile;
    if (!entry || file === undefined) throw new Error(l10n.t('The run {0} is not among the runs of this workspace.', run));
    this.log = new LogText(file);
    this.track(
      runs.of(entry).live.tailLog(run, stage, -(LOG_LIMIT + SLACK), (text) => {
        this.log.append(text);
        this.stale = true;
        this.show();
      }),
    );
  }

  private get editors(): vscode.TextEditor[] {
    const key = this.uri.toString();
    return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === key);
  }

  /** Brings the document up to date if it can be seen; else that waits until it can. */
  show(): void {
    if (!this.stale || this.timer || this.editors.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.stale = false;
      this.atEnd = this.editors.some((editor) => (editor.visibleRanges.at(-1)?.end.line ?? 0) >= editor.document.lineCount - 2);
      this.changed();
    }, UPDATE_MS);
  }

  /** Follows the end for a reader who was there; whoever scrolled up is left alone. */
  scroll(): void {
    if (!this.atEnd) return;
    for (const editor of this.editors) {
      const last = editor.document.lineCount - 1;
      editor.revealRange(new vscode.Range(last, 0, last, 0));
    }
  }
}

/** Opens a stage's log at its end. */
export async function openLog(runId: string, stage: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(logUri(runId, stage));
  const end = document.lineAt(document.lineCount - 1).range.end;
  await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(end, end) });
}

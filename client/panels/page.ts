import { randomBytes } from 'node:crypto';
import type * as v from 'valibot';
import * as vscode from 'vscode';
import { decode } from '../../protocol/decode';
import { Disposer } from '../dispose';
import { pageHtml } from './html';

export type PageName = 'dashboard' | 'launchpad' | 'comparison';

/** What a panel does about its page. */
export interface PageEvents<From> {
  /** A message of the page, checked. `ready` comes first, and again each time the page is made anew. */
  message(message: From): void;
  /** The page is out of sight and gone with its memory: stop whatever feeds it. */
  hidden(): void;
}

export const viewType = (name: PageName): string => `reasoner.${name}`;

const webviews = (extension: vscode.ExtensionContext): vscode.Uri => vscode.Uri.joinPath(extension.extensionUri, 'dist', 'webviews');

export const pageOptions = (extension: vscode.ExtensionContext): vscode.WebviewOptions => ({
  enableScripts: true,
  enableForms: false,
  localResourceRoots: [webviews(extension)],
});

/** One webview page: its frame, checked messages in, messages out only while it can be seen. */
export class Page<To, S extends v.GenericSchema> extends Disposer {
  private readonly closed = this.track(new vscode.EventEmitter<void>());
  readonly onDidDispose = this.closed.event;

  constructor(
    extension: vscode.ExtensionContext,
    readonly panel: vscode.WebviewPanel,
    name: PageName,
    schema: S,
    events: PageEvents<v.InferOutput<S>>,
  ) {
    super();
    const { webview } = panel;
    const file = (suffix: string): string => webview.asWebviewUri(vscode.Uri.joinPath(webviews(extension), `${name}.${suffix}`)).toString();
    this.track(
      webview.onDidReceiveMessage((message: unknown) => {
        events.message(decode(schema, message, `message of the ${name}`));
      }),
    );
    this.track(panel.onDidChangeViewState(() => !panel.visible && events.hidden()));
    panel.onDidDispose(() => {
      this.closed.fire();
      this.dispose();
    });
    webview.options = pageOptions(extension);
    webview.html = pageHtml({
      title: panel.title,
      script: file('js'),
      style: file('css'),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  post(message: To): void {
    if (!this.disposed && this.panel.visible) void this.panel.webview.postMessage(message);
  }
}

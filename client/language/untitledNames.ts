/**
 * Names for documents that are not saved yet. The server tells syntaxes by the end of a file's name; `untitled:Untitled-1`
 * has none, so it travels with the one of its language.
 */

const ENDINGS: Readonly<Record<string, string>> = { yaml: '.yaml', json: '.json', jsonc: '.json', shellscript: '.sh', python: '.py' };

export class UntitledNames {
  private readonly sent = new Map<string, string>();
  private readonly received = new Map<string, string>();

  /** Called before a document is announced to the server, also when it changed its language. */
  opened(uri: string, language: string): void {
    const ending = ENDINGS[language];
    if (!uri.startsWith('untitled:') || ending === undefined) return;
    this.forget(uri);
    if (uri.endsWith(ending)) return;
    this.sent.set(uri, uri + ending);
    this.received.set(uri + ending, uri);
  }

  /** Called after a document's end was announced. */
  forget(uri: string): void {
    this.received.delete(this.sent.get(uri) ?? '');
    this.sent.delete(uri);
  }

  /** The editor's URI as the server gets it. */
  toServer(uri: string): string {
    // Paths of a file system without authorities (`memfs:/a.yaml`) are resolved like every other one's.
    return this.sent.get(uri) ?? uri.replace(/^(?!untitled:)([a-z][\w+.-]*):\/(?!\/)/i, '$1:///');
  }

  toEditor(uri: string): string {
    return this.received.get(uri) ?? uri;
  }
}

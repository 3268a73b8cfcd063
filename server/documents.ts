/** Open documents and what is known about each: checked once per version, together with what depends on it. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse, type CheckSettings, type FileCheck, type Files, type Framework, MemoryFiles, NO_SETTINGS, pipelinesAround, type RuleContext, sameUri } from '../config';
import { Countdown, MAX_DELAY_MS, Pace } from './pace';
import { warmUp } from './warmUp';

interface Entry {
  document: TextDocument;
  /** Grows whenever the document or something it depends on changes. */
  generation: number;
  countdown: Countdown;
  pace: Pace;
  /** The newest check. Checks of one document run one after the other: each takes over what it can of the one before. */
  check: { generation: number; result: Promise<FileCheck> } | null;
  /** What the document was, last time it could be told; completions keep working in a broken file. */
  lastFramework: Framework | null;
  /** What its rules knew then. */
  lastContext: RuleContext | null;
}

export class Documents {
  /** Open documents laid over the disk: what is typed counts, not what is saved. */
  readonly files: MemoryFiles;
  /** What the user chose for the whole workspace; `recheckAll` after a change. */
  settings: CheckSettings = NO_SETTINGS;
  private readonly entries = new Map<string, Entry>();

  /**
   * @param publish called with the newest check of a document, never with a stale one
   * @param failed told what went wrong when a check did; the document then counts as not checked
   */
  constructor(
    disk: Files,
    private readonly publish: (document: TextDocument, check: FileCheck) => void,
    private readonly failed: (uri: string, error: unknown) => void = () => undefined,
  ) {
    this.files = new MemoryFiles({}, disk);
  }

  /** Open documents. */
  uris(): string[] {
    return [...this.entries.keys()];
  }

  get(uri: string): TextDocument | null {
    return this.entries.get(uri)?.document ?? null;
  }

  /** Opened or changed. */
  update(document: TextDocument): void {
    const { uri } = document;
    this.files.set(uri, textOf(document));
    const entry = this.entries.get(uri) ?? this.add(document);
    entry.document = document;
    this.schedule(entry, entry.pace.delay);
    this.touched(uri);
  }

  private add(document: TextDocument): Entry {
    const countdown = new Countdown(() => void this.run(entry).catch((error: unknown) => this.failed(document.uri, error)));
    const entry: Entry = { document, generation: 0, countdown, pace: new Pace(), check: null, lastFramework: null, lastContext: null };
    this.entries.set(document.uri, entry);
    return entry;
  }

  close(uri: string): void {
    this.entries.get(uri)?.countdown.cancel();
    this.entries.delete(uri);
    this.files.delete(uri);
    this.touched(uri);
  }

  /** A file changed, in the editor or on disk: documents that look at it are checked again. */
  touched(uri: string): void {
    for (const [other, entry] of this.entries) {
      if (other === uri) continue;
      // A config looks at the pipeline files around it, a pipeline file at any config or script below it.
      const around = pipelinesAround(other).some((pipeline) => sameUri(pipeline, uri));
      if (around || entry.lastFramework === 'reasoner') this.schedule(entry, MAX_DELAY_MS);
    }
  }

  recheckAll(): void {
    for (const entry of this.entries.values()) this.schedule(entry, MAX_DELAY_MS);
  }

  /** The check of the document as it is now; null when it is not open. */
  async current(uri: string): Promise<(FileCheck & Pick<Entry, 'document' | 'lastFramework' | 'lastContext'>) | null> {
    for (;;) {
      const entry = this.entries.get(uri);
      if (!entry) return null;
      const { generation, document } = entry;
      const check = await this.check(entry);
      // Something was typed meanwhile: the document is no longer what was checked.
      if (entry.generation !== generation || this.entries.get(uri) !== entry) continue;
      if (check.framework) entry.lastFramework = check.framework;
      if (check.contexts[0]) entry.lastContext = check.contexts[0];
      return { ...check, document, lastFramework: entry.lastFramework, lastContext: entry.lastContext };
    }
  }

  private check(entry: Entry): Promise<FileCheck> {
    const { generation, check } = entry;
    if (check?.generation === generation) return check.result;
    const result = this.analyse(entry, check?.result ?? null);
    entry.check = { generation, result };
    return result;
  }

  private async analyse(entry: Entry, before: Promise<FileCheck> | null): Promise<FileCheck> {
    const { generation } = entry;
    const previous = await before;
    // Something was typed while the check before this one ran: its result is as stale, and nobody waits for a new one.
    if (previous && entry.generation !== generation) return previous;
    const { uri } = entry.document;
    try {
      const warm = previous ?? (await warmUp(this.files, uri, textOf(entry.document)));
      const start = performance.now();
      const check = await analyse(this.files, uri, textOf(entry.document), { settings: this.settings, ...(warm ? { previous: warm } : {}) });
      entry.pace.took(performance.now() - start);
      return check;
    } catch (error) {
      this.failed(uri, error);
      return analyse(this.files, uri, '', { settings: this.settings });
    }
  }

  private schedule(entry: Entry, delay: number): void {
    entry.generation++;
    entry.countdown.restart(delay);
  }

  private async run(entry: Entry): Promise<void> {
    const { generation } = entry;
    const check = await this.current(entry.document.uri);
    if (check && this.entries.get(entry.document.uri) === entry && entry.generation === generation) this.publish(entry.document, check);
  }
}

/** What would be saved: half a character (a lone surrogate) becomes U+FFFD, which moves nothing. */
function textOf(document: TextDocument): string {
  const text = document.getText();
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}

/** Open documents and what is known about each: checked once per version, together with what depends on it. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyse, type FileCheck, type Files, type Framework, MemoryFiles, pipelinesAround, sameUri } from '../config';

/** Long enough to let a burst of keystrokes pass, short enough to feel immediate. */
const DEBOUNCE_MS = 100;

interface Entry {
  document: TextDocument;
  /** Grows whenever the document or something it depends on changes. */
  generation: number;
  timer: ReturnType<typeof setTimeout> | null;
  check: { generation: number; result: Promise<FileCheck> } | null;
  /** What the document was, last time it could be told; completions keep working in a broken file. */
  lastFramework: Framework | null;
}

export class Documents {
  /** Open documents laid over the disk: what is typed counts, not what is saved. */
  readonly files: MemoryFiles;
  private readonly entries = new Map<string, Entry>();

  /** @param publish called with the newest check of a document, never with a stale one */
  constructor(
    disk: Files,
    private readonly publish: (document: TextDocument, check: FileCheck) => void,
  ) {
    this.files = new MemoryFiles({}, disk);
  }

  get(uri: string): TextDocument | null {
    return this.entries.get(uri)?.document ?? null;
  }

  /** Opened or changed. */
  update(document: TextDocument): void {
    this.files.set(document.uri, document.getText());
    const entry = this.entries.get(document.uri);
    if (entry) entry.document = document;
    else this.entries.set(document.uri, { document, generation: 0, timer: null, check: null, lastFramework: null });
    this.schedule(document.uri, entry ? DEBOUNCE_MS : 0);
    this.touched(document.uri);
  }

  close(uri: string): void {
    const entry = this.entries.get(uri);
    if (entry?.timer) clearTimeout(entry.timer);
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
      if (around || entry.lastFramework === 'reasoner') this.schedule(other, DEBOUNCE_MS);
    }
  }

  recheckAll(): void {
    for (const uri of this.entries.keys()) this.schedule(uri, DEBOUNCE_MS);
  }

  /** The check of the document as it is now; null when it is not open. */
  async current(uri: string): Promise<(FileCheck & { document: TextDocument; lastFramework: Framework | null }) | null> {
    const entry = this.entries.get(uri);
    if (!entry) return null;
    if (entry.check?.generation !== entry.generation) {
      entry.check = { generation: entry.generation, result: analyse(this.files, uri, entry.document.getText()) };
    }
    const document = entry.document;
    const check = await entry.check.result;
    if (check.framework) entry.lastFramework = check.framework;
    return { ...check, document, lastFramework: check.framework ?? entry.lastFramework };
  }

  private schedule(uri: string, delay: number): void {
    const entry = this.entries.get(uri);
    if (!entry) return;
    entry.generation++;
    if (entry.timer) clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.run(uri, entry), delay);
  }

  private async run(uri: string, entry: Entry): Promise<void> {
    entry.timer = null;
    const generation = entry.generation;
    const check = await this.current(uri);
    // Something was typed meanwhile, or the document was closed: the next check speaks.
    if (check && this.entries.get(uri) === entry && entry.generation === generation) this.publish(entry.document, check);
  }
}

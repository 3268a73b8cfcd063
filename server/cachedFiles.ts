/**
 * Answers of the disk, remembered for as long as a burst of typing lasts: every keystroke asks for the same pipeline
 * file, the same environment and the same data set descriptions.
 */
import type { Files } from '../config';

/** Editors tell of changed files; where one does not, an answer is this old at most. */
const KEEP_MS = 2000;
/** Answers kept at once. */
const MAX_ENTRIES = 5000;

export class CachedFiles implements Files {
  private readonly answers = new Map<string, { until: number; answer: Promise<unknown> }>();

  constructor(
    private readonly disk: Files,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Something changed on disk. */
  clear(): void {
    this.answers.clear();
  }

  read(uri: string): Promise<string | null> {
    return this.ask('read', uri, () => this.disk.read(uri));
  }

  exists(uri: string): Promise<boolean> {
    return this.ask('exists', uri, () => this.disk.exists(uri));
  }

  list(uri: string): Promise<string[]> {
    return this.ask('list', uri, async () => (await this.disk.list?.(uri)) ?? []);
  }

  folders(uri: string): Promise<string[]> {
    return this.ask('folders', uri, async () => (await this.disk.folders?.(uri)) ?? []);
  }

  private ask<T>(what: string, uri: string, fetch: () => Promise<T>): Promise<T> {
    const key = `${what} ${uri}`;
    const known = this.answers.get(key);
    if (known && known.until > this.now()) return known.answer as Promise<T>;
    if (this.answers.size >= MAX_ENTRIES) this.answers.clear();
    const answer = fetch();
    this.answers.set(key, { until: this.now() + KEEP_MS, answer });
    return answer;
  }
}

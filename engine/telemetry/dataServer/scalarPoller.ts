import type { StageSink } from '../stageSource';
import { keyOf, type DataServerClient, type SeriesHead } from './client';

/**
 * Follows all scalar series of a data server: heads first, then in one batch the series whose head moved. The head is the
 * only sign of change the server gives.
 */
export class ScalarPoller {
  private heads = new Map<string, SeriesHead>();
  private readonly noted = new Set<string>();

  constructor(
    private readonly client: DataServerClient,
    private readonly sink: StageSink,
  ) {}

  /** Folders with scalars, as the server names them. */
  get runs(): string[] {
    return [...new Set([...this.heads.values()].map(({ run }) => run))];
  }

  /** Reads what changed; returns how many series did. @throws DataServerError */
  async poll(): Promise<number> {
    const heads = await this.client.listScalars();
    const changed = heads.filter((head) => {
      const before = this.heads.get(keyOf(head));
      if (before && head.maxStep < before.maxStep) this.noteDrop(before, head);
      return !before || before.maxStep !== head.maxStep || before.maxWallTime !== head.maxWallTime;
    });
    for (const { tag, columns } of await this.client.readScalars(changed)) this.sink.columns(tag, columns);
    // Only now: what could not be read is still new at the next poll.
    this.heads = new Map(heads.map((head) => [keyOf(head), head]));
    return changed.length;
  }

  /** A restart from a lower step makes the server forget what came after it. We do not, and say so. */
  private noteDrop(before: SeriesHead, now: SeriesHead): void {
    const text = `${before.run}: training went back from step ${before.maxStep} to step ${now.maxStep}; points of the old branch are shown until newer ones replace them.`;
    if (this.noted.has(text)) return;
    this.noted.add(text);
    this.sink.note(text);
  }
}

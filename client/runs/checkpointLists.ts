import { isLive } from '../../protocol/run';
import type { EngineHolder } from '../engine';
import type { CheckpointRecord, RunEntry } from '../types';

/** A live run's folder is listed again when the last list is older than this. */
const FRESH_MS = 5_000;

/** Checkpoints of runs, listed on their host. An ended run is listed once, a live one now and then. */
export class CheckpointLists {
  private readonly lists = new Map<string, { at: number; live: boolean; list: Promise<CheckpointRecord[]> }>();

  constructor(private readonly engine: EngineHolder) {
    engine.onDidReset(() => this.lists.clear());
  }

  /** Ascending by step. @throws HostError, AgentError */
  of(entry: RunEntry): Promise<CheckpointRecord[]> {
    const { id, state } = entry.record;
    const held = this.lists.get(id);
    const live = isLive(state);
    if (held && held.live === live && (!live || Date.now() - held.at < FRESH_MS)) return held.list;
    const list = this.read(entry);
    const made = { at: Date.now(), live, list };
    this.lists.set(id, made);
    // A failure is not remembered: the next look asks again.
    list.catch(() => this.lists.get(id) === made && this.lists.delete(id));
    return list;
  }

  /** Newest complete checkpoint of a stage. */
  async last(entry: RunEntry, stage: string): Promise<CheckpointRecord | null> {
    const own = (await this.of(entry)).filter((item) => item.stage === stage && item.completeness === 'complete');
    return own.at(-1) ?? null;
  }

  forget(): void {
    this.lists.clear();
  }

  private async read(entry: RunEntry): Promise<CheckpointRecord[]> {
    const engine = await this.engine.get();
    const list = await engine.checkpoints(entry.pipeline, entry.target).list(entry.record);
    return [...list].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  }
}

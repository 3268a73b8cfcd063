import * as vscode from 'vscode';
import { isLive } from '../../protocol/run';
import { Disposer } from '../dispose';
import type { EngineHolder } from '../engine';
import { curveSource } from '../settings';
import type { Disposable, RunCurves, RunEntry } from '../types';
import type { RunStore } from './runStore';

export interface StageProgress {
  step: number;
  secondsLeft: number | null;
}

/** Views are told at most this often: a progress bar needs no more. */
const TELL_MS = 1_000;

/** Steps of stages: live runs are followed while somebody looks, an ended run is read once. */
export class Progress extends Disposer {
  private readonly changes = this.track(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changes.event;
  private readonly live = new Map<string, { curves: RunCurves; listener: Disposable }>();
  private readonly ended = new Map<string, Map<string, StageProgress> | 'reading'>();
  private looks = 0;
  private reading: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly engine: EngineHolder,
    private readonly store: RunStore,
  ) {
    super();
    this.track(store.onDidChange(() => void this.follow()));
    this.track(engine.onDidReset(() => this.drop()));
    this.track({ dispose: () => this.drop() });
    this.track({ dispose: () => this.timer && clearTimeout(this.timer) });
  }

  /** Follows the live runs until disposed; holds a look at the runs as well. */
  look(): Disposable {
    this.looks += 1;
    const runs = this.store.look();
    void this.follow();
    let held = true;
    return {
      dispose: () => {
        if (!held) return;
        held = false;
        runs.dispose();
        this.looks -= 1;
        if (this.looks === 0) this.drop();
      },
    };
  }

  /** Null while unknown. */
  of(entry: RunEntry, stage: string): StageProgress | null {
    const { record } = entry;
    const known = this.live.get(record.id)?.curves.progress(stage);
    if (known) return known;
    const part = record.stages.find(({ name }) => name === stage);
    if (part?.state === 'succeeded' && part.totalSteps !== null) return { step: part.totalSteps, secondsLeft: null };
    const read = this.ended.get(record.id);
    return read instanceof Map ? (read.get(stage) ?? null) : null;
  }

  /** Reads the steps of an ended run once; listeners hear when they are known. */
  readEnded(entry: RunEntry): void {
    const { id, state, stages } = entry.record;
    if (isLive(state) || this.ended.has(id)) return;
    this.ended.set(id, 'reading');
    // One after the other: a workspace with many runs must not start a reader for each at once.
    this.reading = this.reading.then(async () => {
      try {
        const curves = (await this.engine.get()).curves(entry.pipeline, entry.record, { source: curveSource() });
        try {
          await curves.refresh();
          this.ended.set(id, new Map(stages.map(({ name }) => [name, { ...curves.progress(name), secondsLeft: null }])));
        } finally {
          curves.dispose();
        }
        this.tell();
      } catch {
        // Unknown steps are shown as unknown; the dashboard of the run tells why.
      }
    });
  }

  private async follow(): Promise<void> {
    if (this.looks === 0) return;
    const engine = await this.engine.get().catch(() => null);
    if (this.looks === 0 || !engine) return;
    const wanted = new Map(this.store.all.filter(({ record }) => isLive(record.state)).map((entry) => [entry.record.id, entry]));
    for (const id of [...this.live.keys()]) if (!wanted.has(id)) this.end(id);
    for (const [id, entry] of wanted) {
      if (this.live.has(id)) continue;
      try {
        const curves = engine.curves(entry.pipeline, entry.record, { source: curveSource() });
        this.live.set(id, { curves, listener: curves.onDidChange(() => this.tell()) });
      } catch {
        // As above: a run whose target has left reasoner.yaml is listed without steps.
      }
    }
  }

  private tell(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.changes.fire();
    }, TELL_MS);
  }

  private end(id: string): void {
    const held = this.live.get(id);
    this.live.delete(id);
    held?.listener.dispose();
    held?.curves.dispose();
  }

  private drop(): void {
    for (const id of [...this.live.keys()]) this.end(id);
  }
}

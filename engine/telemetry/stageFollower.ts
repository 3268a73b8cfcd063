import { isLive, type RunState, type StageRecord } from '../../protocol/run';
import type { AgentConnection } from '../api';
import type { CurveSource } from '../engine';
import { DataServerError } from './dataServer/client';
import { openSource } from './openSource';
import type { StageSink, StageSource } from './stageSource';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** A look that took long is followed by a pause this many times as long, up to a limit. */
const IDLE_SHARE = 3;
const LONGEST_POLL_MS = 10_000;
/** A data server that fails this often in a row is given up for our own reader. */
const DATA_SERVER_FAILURES = 3;

export interface FollowerOptions {
  stage: () => StageRecord;
  /** The present connection to the run's host; asked again after a loss. */
  connect: () => Promise<AgentConnection>;
  source: CurveSource;
  venv: string | null;
  pollMs: number;
}

/**
 * Reads one stage for as long as it runs, once more when it has ended, and then only on request. After a failure it starts
 * over with a new source, later and later; what was read stays.
 */
export class StageFollower {
  private disposed = false;
  private waiting: { resolve(): void; reject(error: Error): void }[] = [];
  private source: StageSource | null = null;
  private failures = 0;
  private serverFailures = 0;
  private wake: (() => void) | null = null;
  private complete = false;

  constructor(
    private readonly options: FollowerOptions,
    private readonly sink: StageSink,
    private readonly onOpen: (kind: StageSource['kind']) => void,
  ) {
    // Not at once: a refresh asked for in the same breath shall not read everything twice.
    void Promise.resolve().then(() => this.follow());
  }

  /** Resolves after a complete read of what is on disk now; rejects when that could not be done. */
  refresh(): Promise<void> {
    const read = new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject }));
    this.wake?.();
    return read;
  }

  dispose(): void {
    this.disposed = true;
    this.wake?.();
    for (const { reject } of this.waiting.splice(0)) reject(new Error('The curves were closed.'));
  }

  private async follow(): Promise<void> {
    while (!this.disposed) {
      const { state, startedAt } = this.options.stage();
      try {
        // A stage that never started has written nothing, whatever lies in its folder.
        if (state === 'pending' || (!isLive(state) && startedAt === null)) await this.readNothing(state);
        else if (this.waiting.length > 0) await this.readAll();
        else if (isLive(state)) await this.readNew();
        else if (!this.complete) await this.readAll();
        else await this.pause(null);
        this.failures = 0;
      } catch (error) {
        await this.recover(error as Error);
      }
    }
    await this.close();
  }

  private async readNothing(state: RunState): Promise<void> {
    for (const { resolve } of this.waiting.splice(0)) resolve();
    await this.pause(isLive(state) ? this.options.pollMs : null);
  }

  private async readNew(): Promise<void> {
    this.complete = false;
    const source = await this.opened();
    const start = Date.now();
    await source.poll();
    this.sink.problem('connection', null);
    this.serverFailures = 0;
    // The server sends whole series: where they are long, or the way is, most of the time belongs to others.
    const paced = Math.min(IDLE_SHARE * (Date.now() - start), LONGEST_POLL_MS);
    await this.pause(Math.max(this.options.pollMs, paced));
  }

  private async readAll(): Promise<void> {
    const asked = this.waiting.splice(0);
    const live = isLive(this.options.stage().state);
    try {
      await (await this.opened()).settle();
      this.sink.problem('connection', null);
      if (!live) await this.close();
      this.complete = !live;
      asked.forEach(({ resolve }) => resolve());
    } catch (error) {
      asked.forEach(({ reject }) => reject(error as Error));
      throw error;
    }
  }

  private async opened(): Promise<StageSource> {
    if (this.source) return this.source;
    const { connect, stage, venv } = this.options;
    const kind = this.serverFailures >= DATA_SERVER_FAILURES ? 'eventFiles' : this.options.source;
    this.source = await openSource(kind, await connect(), stage().outputDir, venv, this.sink);
    this.onOpen(this.source.kind);
    return this.source;
  }

  private async recover(error: Error): Promise<void> {
    if (this.disposed) return;
    if (error instanceof DataServerError && this.options.source === 'auto') this.serverFailures++;
    await this.close();
    this.sink.problem('connection', error.message);
    await this.pause(Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS));
  }

  private async close(): Promise<void> {
    const source = this.source;
    this.source = null;
    await source?.close();
  }

  /** Until the time is over, somebody asks, or this is disposed. Null waits for the latter two. */
  private async pause(milliseconds: number | null): Promise<void> {
    if (this.disposed || this.waiting.length > 0) return;
    await new Promise<void>((resolve) => {
      // An ended run has no timer, so a stage that is started again is noticed by the next request.
      const timer = milliseconds === null ? null : setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}

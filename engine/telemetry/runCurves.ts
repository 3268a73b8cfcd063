import { relativeTo } from '../../protocol/posixPath';
import { isLive, type RunRecord, type StageRecord } from '../../protocol/run';
import type { Metric, Series } from '../../protocol/series';
import type { AgentConnection, Disposable, RunCurves } from '../api';
import type { CurveSource } from '../engine';
import { metricTag } from './metrics';
import { secondsPerStep } from './progress';
import { SeriesStore, type SeriesChange } from './seriesStore';
import { StageFollower } from './stageFollower';
import type { StageSink } from './stageSource';

const POLL_MS = 400;
/** Wall times are the trainer's, the start is the supervisor's: the same clock, read in two places. */
const CLOCK_SLACK_SECONDS = 2;

export interface RunCurvesOptions {
  /** The run as it is known now; asked again and again, so that a stage's end is noticed. */
  run: () => RunRecord;
  /** A connection to the run's host; called again after a loss. */
  connect: () => Promise<AgentConnection>;
  /** Default `auto`: the data server when the host has one. */
  source?: CurveSource;
  /** Virtual environment on the host (absolute) where the data server's wheel lies. Default: the run's own. */
  venv?: string | null;
  /** Milliseconds between two looks at a live stage. */
  pollMs?: number;
}

/** The live curves of one run: every stage followed on its own, all points in one store. */
export class LiveRunCurves implements RunCurves {
  source: RunCurves['source'] = null;
  /** What happened to the data and is worth knowing though nothing is missing: restarts, replaced files. */
  readonly notes: string[] = [];
  private readonly store = new SeriesStore();
  private readonly problems = new Map<string, string>();
  private readonly followers: StageFollower[];
  private readonly listeners = new Set<(changes: SeriesChange[]) => void>();
  private flushing = false;
  private disposed = false;

  constructor(private readonly options: RunCurvesOptions) {
    const { connect, source = 'auto', venv = options.run().venv, pollMs = POLL_MS } = options;
    this.followers = options.run().stages.map(
      ({ name }) =>
        new StageFollower({ stage: () => this.stage(name), connect, source, venv, pollMs }, this.sinkOf(name), (kind) => {
          this.source = kind;
        }),
    );
  }

  get problem(): string | null {
    return [...new Set(this.problems.values())].join(' ') || null;
  }

  tags(stage: string): string[] {
    return this.store.tags(stage);
  }

  series(stage: string, tag: string): Series | null {
    return this.store.series(stage, tag);
  }

  metricTag(stage: string, metric: Metric): string | null {
    const record = this.find(stage);
    return record ? metricTag(record.trainer, metric, (tag) => this.store.series(stage, tag) !== null) : null;
  }

  progress(stage: string): { step: number; secondsLeft: number | null } {
    const step = this.store.latest(stage)?.step ?? 0;
    const record = this.find(stage);
    // After the last step what remains (saving, answering) has no pace to go by.
    if (!record || !isLive(record.state) || record.totalSteps === null || step >= record.totalSteps) return { step, secondsLeft: null };
    const pace = secondsPerStep(this.allSeries(stage), step);
    return { step, secondsLeft: pace === null ? null : (record.totalSteps - step) * pace };
  }

  onDidChange(listener: (changes: SeriesChange[]) => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  async refresh(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.refresh()));
    this.flush();
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.clear();
    for (const follower of this.followers) follower.dispose();
  }

  private sinkOf(stage: string): StageSink {
    return {
      points: (points) => {
        const since = this.startOf(stage);
        this.store.offer(stage, since === null ? points : points.filter(({ wallTime }) => wallTime >= since));
        this.flushSoon();
      },
      columns: (tag, columns) => {
        this.store.offerColumns(stage, tag, columns, this.startOf(stage) ?? undefined);
        this.flushSoon();
      },
      problem: (kind, text) => {
        const key = `${kind} ${stage}`;
        if (text === null) this.problems.delete(key);
        // A lost connection is one problem, however many stages miss it.
        else this.problems.set(key, kind === 'connection' ? text : `${stage}: ${text}`);
      },
      note: (text) => void this.notes.push(`${stage}: ${text}`),
    };
  }

  /**
   * A stage that writes into a folder of the user's choice may find event files of earlier launches there; their points
   * are another run's. Null where the folder is this run's own.
   */
  private startOf(stage: string): number | null {
    const record = this.find(stage);
    if (!record || record.startedAt === null) return null;
    const own = relativeTo(this.options.run().runDir, record.outputDir) !== null;
    return own ? null : record.startedAt - CLOCK_SLACK_SECONDS;
  }

  private stage(name: string): StageRecord {
    const record = this.find(name);
    if (!record) throw new Error(`The run has no stage ${name} any more.`);
    return record;
  }

  private find(name: string): StageRecord | undefined {
    return this.options.run().stages.find((stage) => stage.name === name);
  }

  private allSeries(stage: string): Series[] {
    return this.store.tags(stage).flatMap((tag) => this.store.series(stage, tag) ?? []);
  }

  /** Everything that was read in one go becomes one event. */
  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.flushing = false;
    if (this.disposed) return;
    const changes = this.store.takeChanges();
    if (changes.length > 0) for (const listener of this.listeners) listener(changes);
  }
}

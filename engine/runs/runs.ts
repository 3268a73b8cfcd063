import { WatchEvent } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import type { RunRecord } from '../../protocol/run';
import type { Disposable, Hosts, Runs } from '../api';
import type { HostTarget } from './follow';
import { follow } from './follow';
import { tailText } from './logTail';

const STOP_GRACE_SECONDS = 30;

/** Follows the runs of `workdir` (absolute, on the host). While the host is away the last known records stay. */
export function createRuns(hosts: Hosts, target: HostTarget, workdir: string): Runs {
  return new FollowedRuns(hosts, target, workdir);
}

class FollowedRuns implements Runs {
  readonly ready: Promise<void>;
  problem: string | null = null;
  private readonly records = new Map<string, RunRecord>();
  private readonly listeners = new Set<() => void>();
  private readonly following: Disposable;
  private readonly tails = new Set<Disposable>();
  private markReady: () => void = () => undefined;

  constructor(
    private readonly hosts: Hosts,
    private readonly target: HostTarget,
    workdir: string,
  ) {
    this.ready = new Promise((resolve) => (this.markReady = resolve));
    this.following = follow(hosts, target, {
      method: 'watchRuns',
      params: () => ({ workdir }),
      // The watch names no run that is gone; the list does.
      onConnected: async (connection) => this.replace((await connection.request('runs', { workdir })).result.runs),
      onEvent: (event) => this.put(decode(WatchEvent, event, 'a run record').record),
      onProblem: (problem) => this.setProblem(problem),
    });
  }

  /** Oldest first. */
  get all(): readonly RunRecord[] {
    return [...this.records.values()].sort((a, b) => a.createdAt - b.createdAt);
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  async stop(runId: string, graceSeconds = STOP_GRACE_SECONDS): Promise<RunRecord> {
    const { runDir } = this.get(runId);
    const connection = await this.hosts.connect(this.target);
    const { result } = await connection.request('stop', { runDir, graceSeconds });
    this.put(result.record);
    return result.record;
  }

  tailLog(runId: string, stage: string, offset: number, onText: (text: string) => void): Disposable {
    const found = this.get(runId).stages.find(({ name }) => name === stage);
    if (!found) throw new Error(`the run ${runId} has no stage ${stage}`);
    const tail = tailText(this.hosts, this.target, found.logFile, offset, onText);
    this.tails.add(tail);
    return {
      dispose: () => {
        this.tails.delete(tail);
        tail.dispose();
      },
    };
  }

  dispose(): void {
    this.following.dispose();
    for (const tail of this.tails) tail.dispose();
    this.tails.clear();
    this.listeners.clear();
    this.markReady();
  }

  private get(runId: string): RunRecord {
    const record = this.records.get(runId);
    if (!record) throw new Error(`there is no run ${runId} on this target`);
    return record;
  }

  private replace(records: readonly RunRecord[]): void {
    this.records.clear();
    for (const record of records) this.records.set(record.id, record);
    this.problem = null;
    this.markReady();
    this.tell();
  }

  private put(record: RunRecord): void {
    this.records.set(record.id, record);
    this.tell();
  }

  private setProblem(problem: string | null): void {
    this.markReady();
    if (problem === this.problem) return;
    this.problem = problem;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

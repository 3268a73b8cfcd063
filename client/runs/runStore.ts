import * as vscode from 'vscode';
import { Disposer } from '../dispose';
import type { EngineHolder } from '../engine';
import type { Disposable, Pipeline, RunEntry, Target } from '../types';
import type { Pipelines } from '../workspace/pipelines';
import { attribute } from './attribute';
import { TargetRuns, targetKey } from './targetRuns';
import type { UsedTargets } from './usedTargets';

/** Hosts are given back this long after the last look, so that switching between views does not reconnect. */
const LINGER_MS = 5_000;

/** The runs of all pipelines in this window. Watched only while somebody holds a look; then nothing is polled. */
export class RunStore extends Disposer {
  private readonly changes = this.track(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changes.event;
  private readonly targets = new Map<string, TargetRuns>();
  private looks = 0;
  private reconciling: Promise<void> | null = null;
  private linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly engine: EngineHolder,
    private readonly pipelines: Pipelines,
    private readonly used: UsedTargets,
  ) {
    super();
    this.track(pipelines.onDidChange(() => this.looks > 0 && void this.reconcile()));
    this.track(engine.onDidReset(() => this.dropAll()));
    this.track({ dispose: () => this.dropAll() });
  }

  /** Keeps all targets that may be connected watched until disposed. */
  look(): Disposable {
    clearTimeout(this.linger);
    this.looks += 1;
    void this.reconcile();
    let held = true;
    return {
      dispose: () => {
        if (!held) return;
        held = false;
        this.looks -= 1;
        if (this.looks === 0) this.linger = setTimeout(() => this.looks === 0 && this.dropAll(), LINGER_MS);
      },
    };
  }

  /** Resolves when every watched target has answered, or said why it cannot. Hold a look. */
  async ready(which: (target: Target) => boolean = () => true): Promise<void> {
    await this.reconcile();
    await Promise.all([...this.targets.values()].filter(({ target }) => which(target)).map(({ ready }) => ready));
  }

  /** Newest first. */
  get all(): RunEntry[] {
    return attribute([...this.targets.values()]);
  }

  find(runId: string): RunEntry | null {
    return this.all.find(({ record }) => record.id === runId) ?? null;
  }

  /** Null while the target is not watched. */
  watched(pipeline: Pipeline, target: Target): TargetRuns | null {
    return this.targets.get(targetKey(pipeline, target)) ?? null;
  }

  /** The watched target of a run. @throws Error when it is watched no more */
  of(entry: RunEntry): TargetRuns {
    const found = this.watched(entry.pipeline, entry.target);
    if (!found) throw new Error(`${entry.target.name} is not connected.`);
    return found;
  }

  /** Connects a target because the user asked; again after a failure. */
  async connect(pipeline: Pipeline, target: Target): Promise<void> {
    this.used.open(pipeline, target);
    const key = targetKey(pipeline, target);
    if (this.targets.get(key)?.problem) this.drop(key);
    await this.reconcile();
    await this.targets.get(key)?.ready;
    this.changes.fire();
  }

  /** Reads all reasoner.yaml again and asks hosts that had a problem once more. */
  async refresh(): Promise<void> {
    for (const [key, target] of this.targets) if (target.problem) this.drop(key);
    await this.pipelines.refresh();
    await this.ready();
    this.changes.fire();
  }

  private reconcile(): Promise<void> {
    const next = (this.reconciling ?? Promise.resolve()).then(() => this.follow()).catch(() => false);
    this.reconciling = next.then((changed) => {
      if (changed) this.changes.fire();
    });
    return this.reconciling;
  }

  /** Watches what should be watched now and lets go of the rest. @returns whether anything changed */
  private async follow(): Promise<boolean> {
    const wanted = new Map<string, [Pipeline, Target]>();
    for (const pipeline of await this.pipelines.valid()) {
      for (const target of pipeline.targets) {
        if (this.used.connects(pipeline, target)) wanted.set(targetKey(pipeline, target), [pipeline, target]);
      }
    }
    if (this.looks === 0) return false;
    let changed = false;
    for (const [key, held] of this.targets) {
      const now = wanted.get(key);
      if (now && JSON.stringify(now[1]) === JSON.stringify(held.target)) continue;
      this.drop(key);
      changed = true;
    }
    if (wanted.size === 0) return changed;
    const engine = await this.engine.get();
    for (const [key, [pipeline, target]] of wanted) {
      const held = this.targets.get(key);
      if (held) held.pipeline = pipeline;
      else this.targets.set(key, new TargetRuns(engine, pipeline, target, () => this.changes.fire()));
      changed ||= !held;
    }
    return changed;
  }

  private drop(key: string): void {
    const target = this.targets.get(key);
    this.targets.delete(key);
    target?.dispose();
  }

  private dropAll(): void {
    for (const key of [...this.targets.keys()]) this.drop(key);
  }
}

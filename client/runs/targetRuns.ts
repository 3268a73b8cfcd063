import { Disposer } from '../dispose';
import { troubleText } from '../errors';
import type { Engine, Pipeline, RunRecord, Runs, Target } from '../types';

export const targetKey = (pipeline: Pipeline, target: Target): string => `${pipeline.uri} ${target.name}`;

/** The runs of one target while somebody looks; a failure to start is a problem that is shown, never thrown. */
export class TargetRuns extends Disposer {
  private runs: Runs | null = null;
  private failed: string | null = null;
  /** Resolves after the host's first answer, or when it is known why there is none. */
  readonly ready: Promise<void>;

  constructor(
    engine: Engine,
    /** Replaced when its file changes in a way that leaves the target alone. */
    public pipeline: Pipeline,
    readonly target: Target,
    onChange: () => void,
  ) {
    super();
    try {
      this.runs = this.track(engine.runs(pipeline, target));
      this.track(this.runs.onDidChange(onChange));
    } catch (error) {
      this.failed = troubleText(error);
    }
    this.ready = this.runs?.ready ?? Promise.resolve();
  }

  get records(): readonly RunRecord[] {
    return this.runs?.all ?? [];
  }

  get problem(): string | null {
    return this.failed ?? this.runs?.problem ?? null;
  }

  /** @throws Error when the host never answered */
  get live(): Runs {
    if (!this.runs) throw new Error(this.failed ?? '');
    return this.runs;
  }
}

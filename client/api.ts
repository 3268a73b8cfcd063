import type { Context } from './context';
import type { Latency } from './panels/latencies';
import type { Comparison, RunRecord } from './types';

/** What `activate` returns: a small window for tests and benchmarks. It reads; every action is a command. */
export interface ExtensionApi {
  /** Milliseconds that loading the bundle and `activate` took together. */
  readonly activation: number;
  /** Resolves when the language server answers. */
  languageReady(): Promise<void>;
  /** What the status bar item says now, null while it is hidden. */
  status(): string | null;
  /** The runs of this workspace on every host that may be connected, newest first. */
  runs(): Promise<RunRecord[]>;
  /** From the trainer's wall time to the drawn point, for the open dashboard of a run. */
  latencies(runId: string): readonly Latency[];
  /** Finished comparisons of open panels. */
  comparisons(): Comparison[];
}

export function createApi(context: Context, activation: number): ExtensionApi {
  return {
    activation,
    languageReady: async () => void (await context.language.start()),
    status: () => context.language.shown,
    runs: async () => {
      const look = context.runs.look();
      try {
        await context.runs.ready();
        return context.runs.all.map(({ record }) => record);
      } finally {
        look.dispose();
      }
    },
    latencies: (runId) => context.panels.dashboard(runId)?.latencies.all ?? [],
    comparisons: () => context.panels.comparing.flatMap(({ result }) => result ?? []),
  };
}

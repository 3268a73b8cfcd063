import { FORMAT } from '../protocol/format';
import { METRICS } from '../protocol/series';
import type { RunSummary } from '../protocol/summary';
import type { CheckpointRecord, RunCurves, RunRecord } from './api';

/** What a finished (or failed) run came to: per stage its steps, first and last metric values, and checkpoints. */
export function summarize(run: RunRecord, curves: RunCurves, checkpoints: readonly CheckpointRecord[]): RunSummary {
  return {
    format: FORMAT.summary,
    run: run.id,
    state: run.state,
    seconds: elapsed(run.startedAt ?? run.createdAt, run.endedAt),
    stages: run.stages.map((stage) => {
      const metrics: Record<string, { first: number; last: number }> = {};
      for (const metric of METRICS) {
        const tag = curves.metricTag(stage.name, metric);
        const values = tag === null ? undefined : curves.series(stage.name, tag)?.values;
        if (values?.length) metrics[metric] = { first: values[0] as number, last: values.at(-1) as number };
      }
      return {
        name: stage.name,
        state: stage.state,
        steps: curves.progress(stage.name).step,
        seconds: stage.startedAt === null ? 0 : elapsed(stage.startedAt, stage.endedAt),
        metrics,
        checkpoints: checkpoints
          .filter((checkpoint) => checkpoint.stage === stage.name && checkpoint.step !== null && checkpoint.step > 0)
          .sort((a, b) => (a.step ?? 0) - (b.step ?? 0))
          .map((checkpoint) => checkpoint.path),
        message: stage.message,
      };
    }),
  };
}

const elapsed = (from: number, to: number | null): number => Math.round(((to ?? Date.now() / 1000) - from) * 10) / 10;

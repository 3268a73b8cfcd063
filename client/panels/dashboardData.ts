import { METRICS } from '../../protocol/series';
import type { DashboardRun, DashboardStage, SeriesColumns } from '../../protocol/webview/dashboard';
import * as l10n from '../l10n';
import { clock } from '../text/time';
import type { RunCurves, RunEntry, RunRecord, Series, StageRecord } from '../types';

type Curves = Pick<RunCurves, 'source' | 'problem' | 'tags' | 'metricTag' | 'progress' | 'series'>;

/** Points from `fromStep` on, as typed arrays of their own, which travel to the page without being serialised. */
export function columns(series: Series, fromStep = -Infinity): SeriesColumns {
  const at = firstAtOrAbove(series.steps, fromStep);
  return {
    stage: series.stage,
    tag: series.tag,
    steps: Float64Array.from(series.steps.slice(at)),
    wallTimes: Float64Array.from(series.wallTimes.slice(at)),
    values: Float64Array.from(series.values.slice(at)),
  };
}

/** Index of the first step that is not below `step`; steps ascend. */
function firstAtOrAbove(steps: readonly number[], step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? Infinity) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Raw tag of each normalised metric that this stage writes. */
export function metricTags(curves: Curves, stage: string): Record<string, string> {
  return Object.fromEntries(
    METRICS.flatMap((metric) => {
      const tag = curves.metricTag(stage, metric);
      return tag === null ? [] : [[metric, tag]];
    }),
  );
}

/** Tags of a stage that the page draws: its metrics, and what the user added. */
export const wantedTags = (curves: Curves, stage: string, subscribed: ReadonlySet<string>): Set<string> =>
  new Set([...Object.values(metricTags(curves, stage)), ...subscribed]);

export function wantedSeries(record: RunRecord, curves: Curves, subscribed: ReadonlySet<string>): SeriesColumns[] {
  return record.stages.flatMap((stage) =>
    [...wantedTags(curves, stage.name, subscribed)].flatMap((tag) => {
      const series = curves.series(stage.name, tag);
      return series ? [columns(series)] : [];
    }),
  );
}

export const runTitle = (record: RunRecord, now: number): string =>
  `${record.pipeline.name}: ${record.stages.map(({ name }) => name).join(' → ')} (${clock(record.createdAt, now)})`;

/** `problem`: the runs' own trouble (host lost), which stands before that of the curves. */
export function dashboardRun({ record, target }: RunEntry, curves: Curves, problem: string | null, now: number): DashboardRun {
  const lost = record.state === 'lost' ? l10n.t('The supervisor of this run is gone; the curves end where it did.') : null;
  return {
    id: record.id,
    title: runTitle(record, now),
    target: target.kind === 'ssh' ? `${target.name} (ssh ${target.host})` : `${target.name} (${target.kind})`,
    state: record.state,
    stages: record.stages.map((stage) => dashboardStage(stage, curves)),
    source: curves.source,
    problem: problem ?? curves.problem ?? lost ?? record.message,
  };
}

function dashboardStage(stage: StageRecord, curves: Curves): DashboardStage {
  const { step, secondsLeft } = curves.progress(stage.name);
  return {
    name: stage.name,
    kind: stage.kind,
    state: stage.state,
    totalSteps: stage.totalSteps,
    phases: stage.phases.map(({ name, from, until }) => ({ name, from, until })),
    metrics: metricTags(curves, stage.name),
    tags: [...curves.tags(stage.name)].sort(),
    step,
    secondsLeft: stage.state === 'running' ? secondsLeft : null,
  };
}

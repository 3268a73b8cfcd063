/** Messages of the dashboard: full snapshot on `ready` and on reveal, then only what is new. */
import * as v from 'valibot';

const Column = v.instance(Float64Array);
/** A series as the page holds it. Columns travel as typed arrays (transferred, not serialised). */
export const SeriesColumns = v.object({
  stage: v.string(),
  tag: v.string(),
  steps: Column,
  wallTimes: Column,
  values: Column,
});
export type SeriesColumns = v.InferOutput<typeof SeriesColumns>;

export const DashboardStage = v.object({
  name: v.string(),
  kind: v.picklist(['sft', 'rl']),
  state: v.string(),
  totalSteps: v.nullable(v.number()),
  phases: v.array(v.object({ name: v.string(), from: v.number(), until: v.nullable(v.number()) })),
  /** Raw tag for each normalised metric this stage's trainer writes. */
  metrics: v.record(v.string(), v.string()),
  /** Every tag seen so far, sorted. */
  tags: v.array(v.string()),
  /** Last optimizer step seen, and an estimate of the seconds left (null when unknown). */
  step: v.number(),
  secondsLeft: v.nullable(v.number()),
});
export type DashboardStage = v.InferOutput<typeof DashboardStage>;

export const DashboardRun = v.object({
  id: v.string(),
  title: v.string(),
  target: v.string(),
  state: v.string(),
  stages: v.array(DashboardStage),
  /** How the points are read (`data server` or `event files`), null before the first. */
  source: v.nullable(v.string()),
  /** A problem to show above the charts: connection lost, unreadable event file. Data stays on screen. */
  problem: v.nullable(v.string()),
});
export type DashboardRun = v.InferOutput<typeof DashboardRun>;

export const ToDashboard = v.variant('type', [
  v.object({ type: v.literal('loading'), title: v.string() }),
  /** Everything; replaces what the page holds. Series: the metrics of each stage plus the subscribed tags. */
  v.object({ type: v.literal('snapshot'), run: DashboardRun, series: v.array(SeriesColumns) }),
  v.object({ type: v.literal('run'), run: DashboardRun }),
  /** New columns. `fromStep`: points of the held series at and above it are replaced (a resumed training). */
  v.object({ type: v.literal('append'), fromStep: v.number(), series: SeriesColumns }),
  v.object({ type: v.literal('error'), message: v.string(), hint: v.nullable(v.string()) }),
]);
export type ToDashboard = v.InferOutput<typeof ToDashboard>;

export const FromDashboard = v.variant('type', [
  v.object({ type: v.literal('ready'), tags: v.array(v.string()) }),
  /** Raw tags shown beside the normalised charts. */
  v.object({ type: v.literal('subscribe'), tags: v.array(v.string()) }),
  /** Newest step on screen and when it was drawn (epoch milliseconds): the latency benchmark's evidence. */
  v.object({ type: v.literal('drawn'), stage: v.string(), tag: v.string(), step: v.number(), at: v.number() }),
]);
export type FromDashboard = v.InferOutput<typeof FromDashboard>;

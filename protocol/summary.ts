import * as v from 'valibot';
import { RunState } from './run';

/** First and last value of a metric over a stage, by step. */
export const MetricEnds = v.looseObject({ first: v.number(), last: v.number() });

/** What `reasoner run` and the headless demo write with `--json FILE`. */
export const RunSummary = v.looseObject({
  format: v.number(),
  run: v.string(),
  state: RunState,
  seconds: v.number(),
  stages: v.array(
    v.looseObject({
      name: v.string(),
      state: RunState,
      steps: v.number(),
      seconds: v.number(),
      metrics: v.record(v.string(), MetricEnds),
      /** Absolute paths, ascending by step. */
      checkpoints: v.array(v.string()),
      message: v.nullable(v.string()),
    }),
  ),
});
export type RunSummary = v.InferOutput<typeof RunSummary>;

import * as v from 'valibot';
import { DEFAULT_SMOOTHING } from './smoothingSlider';

/** What survives a reload of the page: choices of the user, never data. `runId` lets the editor restore the panel. */
export const Kept = v.object({
  runId: v.nullable(v.string()),
  smoothing: v.pipe(v.number(), v.minValue(0), v.maxValue(0.99)),
  choices: v.array(v.object({ stage: v.string(), tag: v.string() })),
  /** Charts shown as tables, by id. */
  tables: v.array(v.string()),
});
export type Kept = v.InferOutput<typeof Kept>;

export const FRESH: Kept = { runId: null, smoothing: DEFAULT_SMOOTHING, choices: [], tables: [] };

/** Messages of the checkpoint comparison. */
import * as v from 'valibot';
import { Comparison } from '../checkpoint';

export const ToComparison = v.variant('type', [
  v.object({ type: v.literal('loading'), titleA: v.string(), titleB: v.string() }),
  v.object({ type: v.literal('progress'), done: v.number(), total: v.number() }),
  v.object({ type: v.literal('result'), comparison: Comparison, titleA: v.string(), titleB: v.string() }),
  v.object({ type: v.literal('error'), message: v.string(), hint: v.nullable(v.string()) }),
]);
export type ToComparison = v.InferOutput<typeof ToComparison>;

export const FromComparison = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  /** Opens the native diff editor for the config file with this label. */
  v.object({ type: v.literal('openDiff'), label: v.string() }),
  v.object({ type: v.literal('cancel') }),
  v.object({ type: v.literal('retry') }),
]);
export type FromComparison = v.InferOutput<typeof FromComparison>;

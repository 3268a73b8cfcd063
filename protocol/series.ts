import * as v from 'valibot';

/**
 * One scalar series: a tag of one stage of one run. Columns of equal length; appended to, never rewritten, except that
 * a resumed training replaces points by step: the newest wall time wins.
 */
export interface Series {
  stage: string;
  tag: string;
  /** Optimizer steps, ascending and unique. */
  steps: number[];
  /** Seconds since the epoch, as the trainer wrote them. */
  wallTimes: number[];
  /** May hold NaN and infinities: trainers log them and hiding them would lie. */
  values: number[];
}

/** A raw point as a reader saw it. `source` is the event file's folder relative to the stage's output. */
export interface Point {
  source: string;
  tag: string;
  step: number;
  wallTime: number;
  value: number;
}

/** Names that mean the same in every framework; raw tags stay one search away. */
export const METRICS = [
  'loss',
  'reward',
  'responseLength',
  'truncatedShare',
  'entropy',
  'kl',
  'gradNorm',
  'learningRate',
] as const;
export type Metric = (typeof METRICS)[number];

/** Columns as JSON carries them: NaN and infinities travel as strings. */
export const JsonNumber = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]);
export const toJsonNumber = (value: number): v.InferOutput<typeof JsonNumber> =>
  Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');
export const fromJsonNumber = (value: v.InferOutput<typeof JsonNumber>): number => Number(value);

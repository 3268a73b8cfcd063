import { expect, it } from 'vitest';
import { SeriesBuffer, type Columns } from './buffer';

const columns = (steps: number[], offset = 0): Columns => ({
  steps: Float64Array.from(steps),
  wallTimes: Float64Array.from(steps, (step) => 1000 + step),
  values: Float64Array.from(steps, (step) => step / 10 + offset),
});

it('appends behind what is held', () => {
  const buffer = new SeriesBuffer();
  expect(buffer.lastStep).toBeNull();
  buffer.replaceFrom(1, columns([1, 2, 3]));
  buffer.replaceFrom(4, columns([4, 5]));
  expect([...buffer.columns.steps]).toEqual([1, 2, 3, 4, 5]);
  expect([...buffer.columns.values]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(buffer.lastStep).toBe(5);
});

it('replaces from a step on when a training resumes from an older checkpoint', () => {
  const buffer = new SeriesBuffer();
  buffer.replaceFrom(0, columns([1, 2, 3, 4]));
  buffer.replaceFrom(3, columns([3], 7));
  expect([...buffer.columns.steps]).toEqual([1, 2, 3]);
  expect(buffer.columns.values[2]).toBeCloseTo(7.3);
});

it('keeps steps ascending even when points arrive below the step they were announced for', () => {
  const buffer = new SeriesBuffer();
  buffer.replaceFrom(0, columns([1, 2, 3, 4]));
  buffer.replaceFrom(4, columns([2, 5], 1));
  expect([...buffer.columns.steps]).toEqual([1, 2, 5]);
});

it('forgets the rest when the replacement is empty, and survives growth past its capacity', () => {
  const buffer = new SeriesBuffer();
  buffer.replaceFrom(0, columns(Array.from({ length: 1000 }, (_, i) => i)));
  for (let step = 1000; step < 1500; step += 1) buffer.replaceFrom(step, columns([step]));
  expect(buffer.columns.steps.length).toBe(1500);
  expect(buffer.columns.wallTimes[1499]).toBe(2499);
  buffer.replaceFrom(10, columns([]));
  expect(buffer.lastStep).toBe(9);
});

import { describe, expect, it } from 'vitest';
import type { DashboardRun, SeriesColumns } from '../../protocol/webview/dashboard';
import { DashboardModel } from './model';

const run: DashboardRun = { id: 'r1', title: 'tiny', target: 'here (local)', state: 'running', stages: [], source: 'data server', problem: null };
const series = (steps: number[], value: number): SeriesColumns => ({
  stage: 'rl',
  tag: 'train/reward',
  steps: Float64Array.from(steps),
  wallTimes: Float64Array.from(steps, (step) => 500 + step),
  values: Float64Array.from(steps, () => value),
});
const held = (model: DashboardModel): number[] => [...(model.series.get('rl', 'train/reward')?.columns.values ?? [])];

describe('DashboardModel', () => {
  it('a snapshot replaces everything', () => {
    const model = new DashboardModel();
    model.apply({ type: 'snapshot', run, series: [series([1, 2, 3], 1)] });
    expect(model.apply({ type: 'snapshot', run, series: [series([1], 2)] })).toEqual({ page: true, series: 'all' });
    expect(held(model)).toEqual([2]);
    expect(model.series.newest).toBe(501);
  });

  it('an append names the series it changed and replaces from its step on', () => {
    const model = new DashboardModel();
    model.apply({ type: 'snapshot', run, series: [series([1, 2, 3], 1)] });
    const change = model.apply({ type: 'append', fromStep: 3, series: series([3, 4], 9) });
    expect(change).toEqual({ page: false, series: ['rl\u0000train/reward'] });
    expect(held(model)).toEqual([1, 1, 9, 9]);
  });

  it('a failure leaves the run and its points in place; the next snapshot clears it', () => {
    const model = new DashboardModel();
    model.apply({ type: 'snapshot', run, series: [series([1], 1)] });
    model.apply({ type: 'error', message: 'The host closed the connection.', hint: 'It is tried again.' });
    expect(model.run).toBe(run);
    expect(held(model)).toEqual([1]);
    expect(model.failure?.hint).toBe('It is tried again.');
    model.apply({ type: 'snapshot', run, series: [] });
    expect(model.failure).toBeNull();
  });

  it('opening another run forgets the first one', () => {
    const model = new DashboardModel();
    model.apply({ type: 'snapshot', run, series: [series([1], 1)] });
    model.apply({ type: 'loading', title: 'other' });
    expect([model.run, model.loading, held(model).length]).toEqual([null, 'other', 0]);
  });
});

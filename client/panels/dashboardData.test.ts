import { describe, expect, it } from 'vitest';
import { decode } from '../../protocol/decode';
import { ToDashboard } from '../../protocol/webview/dashboard';
import { box, entryOf, runRecord, stageRecord } from '../testing/records';
import type { Series } from '../types';
import { columns, dashboardRun, wantedSeries } from './dashboardData';

const series = (tag: string): Series => ({ stage: 'rl', tag, steps: [1, 2, 5], wallTimes: [10, 11, 12], values: [0.1, NaN, 0.4] });
const held = new Map([
  ['train/reward', series('train/reward')],
  ['train/kl', series('train/kl')],
]);
const curves = {
  source: 'data server' as const,
  problem: null,
  tags: (stage: string) => (stage === 'rl' ? ['train/reward', 'train/kl'] : []),
  metricTag: (stage: string, metric: string) => (stage === 'rl' && metric === 'reward' ? 'train/reward' : null),
  progress: () => ({ step: 5, secondsLeft: 30 }),
  series: (stage: string, tag: string) => (stage === 'rl' ? (held.get(tag) ?? null) : null),
};
const record = runRecord('running', [stageRecord('cold-start', 'succeeded'), stageRecord('rl', 'running')]);

describe('what a dashboard is sent', () => {
  it('points as typed arrays of their own, from a step on', () => {
    expect(columns(series('train/reward')).steps).toEqual(Float64Array.of(1, 2, 5));
    const late = columns(series('train/reward'), 3);
    expect([...late.steps, ...late.values]).toEqual([5, 0.4]);
    expect(late.steps.buffer.byteLength).toBe(8);
    expect(columns(series('train/reward'), 6).steps).toHaveLength(0);
  });

  it('the metrics of each stage, and what was asked for beside them', () => {
    const tags = (asked: string[]): string[] => wantedSeries(record, curves, new Set(asked)).map(({ tag }) => tag);
    expect(tags([])).toEqual(['train/reward']);
    expect(tags(['train/kl', 'no/such', 'train/reward'])).toEqual(['train/reward', 'train/kl']);
  });

  it('a snapshot that its page accepts', () => {
    const run = dashboardRun(entryOf(record), curves, null, 1_000);
    const message = decode(ToDashboard, { type: 'snapshot', run, series: wantedSeries(record, curves, new Set()) }, 'snapshot');
    expect(message).toMatchObject({ run: { id: 'r1', target: 'here (local)', source: 'data server', problem: null } });
    expect(run.stages[1]).toMatchObject({ metrics: { reward: 'train/reward' }, tags: ['train/kl', 'train/reward'], step: 5, secondsLeft: 30 });
    expect(run.stages[0]?.secondsLeft).toBeNull();
  });

  it('the trouble that stands in the way, the nearest first', () => {
    const far = entryOf({ ...record, state: 'lost' }, box);
    expect(dashboardRun(far, curves, 'The connection to gpu-box was lost.', 0)).toMatchObject({
      target: 'box (ssh gpu-box)',
      problem: 'The connection to gpu-box was lost.',
    });
    expect(dashboardRun(far, { ...curves, problem: 'events.1 is torn.' }, null, 0).problem).toBe('events.1 is torn.');
    expect(dashboardRun(far, curves, null, 0).problem).toMatch(/supervisor/);
  });
});

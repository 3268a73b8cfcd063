import { describe, expect, it } from 'vitest';
import type { DashboardStage } from '../../protocol/webview/dashboard';
import { chartSpecs, stepDomain } from './specs';

const stage = (name: string, kind: 'sft' | 'rl', metrics: Record<string, string>): DashboardStage => ({
  name,
  kind,
  state: 'running',
  totalSteps: 60,
  phases: [{ name: '64 tokens', from: 0, until: 30 }, { name: '128 tokens', from: 30, until: null }],
  metrics,
  tags: [],
  step: 0,
  secondsLeft: null,
});
const run = {
  id: 'r',
  title: 't',
  target: 'here',
  state: 'running',
  source: null,
  problem: null,
  stages: [stage('cold-start', 'sft', { loss: 'train/loss' }), stage('rl', 'rl', { reward: 'train/reward', responseLength: 'train/completions/mean_length' })],
};

it('draws loss for the cold start, and reward with response length and phases for RL', () => {
  const { main } = chartSpecs(run, []);
  expect(main.map(({ title, series, phases }) => [title, series.map(({ tag, axis }) => `${tag} ${axis}`), phases.length])).toEqual([
    ['Loss', ['train/loss left'], 0],
    ['Reward and response length', ['train/reward left', 'train/completions/mean_length right'], 2],
  ]);
});

it('adds a chart per picked tag, and none for a stage this run does not have', () => {
  const { extra } = chartSpecs(run, [{ stage: 'rl', tag: 'train/kl' }, { stage: 'gone', tag: 'x' }]);
  expect(extra.map(({ title, removable }) => [title, removable])).toEqual([['train/kl', true]]);
});

describe('stepDomain', () => {
  it('follows a live run by halves of its plan', () => {
    const max = (last: number): number => stepDomain(1, last, 900, true).max;
    expect([5, 20, 100, 300, 500, 900].map(max)).toEqual([8, 29, 113, 450, 900, 900]);
  });
  it('ends at the data when the run has ended, or has no plan', () => {
    expect(stepDomain(1, 40, 60, false)).toEqual({ min: 0, max: 40 });
    expect(stepDomain(1, 40, null, true)).toEqual({ min: 0, max: 40 });
  });
  it('has room around a single point', () => {
    expect(stepDomain(700, 700, null, true)).toEqual({ min: 699, max: 701 });
    expect(stepDomain(1, 1, 120, true)).toEqual({ min: 0, max: 8 });
  });
});

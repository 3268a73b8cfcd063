import { describe, expect, it } from 'vitest';
import type { PipelineCards, StageCard } from '../../protocol/webview/launchpad';
import { pipelineBlocked } from './pipelineView';
import { timing } from './stageView';
import { stateChanges } from './stateChanges';

const stage = (name: string, over: Partial<StageCard> = {}): StageCard => ({
  pipelineUri: 'file:///tiny/reasoner.yaml',
  name,
  trainer: 'trl-sft',
  kind: 'sft',
  target: 'here (local)',
  state: 'idle',
  runId: null,
  step: null,
  totalSteps: 60,
  secondsLeft: null,
  startedAt: null,
  endedAt: null,
  lastCheckpoint: null,
  detail: null,
  canLaunch: true,
  canStop: false,
  ...over,
});
const pipeline = (...stages: StageCard[]): PipelineCards => ({ uri: 'file:///tiny/reasoner.yaml', name: 'tiny', path: 'reasoner.yaml', stages, problem: null });

describe('launching the whole pipeline', () => {
  it('needs a trusted workspace, a stage, a ready first stage, and nothing running', () => {
    expect(pipelineBlocked(pipeline(stage('a')), false)).toBe('The workspace is not trusted');
    expect(pipelineBlocked(pipeline(), true)).toBe('The pipeline has no stage');
    expect(pipelineBlocked(pipeline(stage('a', { canLaunch: false })), true)).toContain('first stage');
    expect(pipelineBlocked(pipeline(stage('a'), stage('b', { state: 'stopping' })), true)).toBe('A stage is running');
  });
  it('does not wait for a later stage whose initial weights are still to come', () => {
    expect(pipelineBlocked(pipeline(stage('a'), stage('b', { canLaunch: false })), true)).toBeNull();
  });
});

it('tells how long a run takes or took', () => {
  expect(timing({ state: 'idle', startedAt: null, endedAt: null }, 900)).toBe('');
  expect(timing({ state: 'running', startedAt: 700, endedAt: null }, 900)).toBe('running for 3 min 20 s');
  expect(timing({ state: 'failed', startedAt: 700, endedAt: 745 }, 900)).toBe('took 45 s, ended 2 min ago');
  expect(timing({ state: 'lost', startedAt: 700, endedAt: null }, 900)).toBe('');
});

it('speaks of states that changed, and not of the first ones', () => {
  const before = [pipeline(stage('cold-start', { state: 'running' }), stage('rl'))];
  const now = [pipeline(stage('cold-start', { state: 'succeeded' }), stage('rl'), stage('new', { state: 'running' }))];
  expect(stateChanges(null, now)).toEqual([]);
  expect(stateChanges(before, now)).toEqual(['tiny, cold-start: Succeeded.']);
});

import { describe, expect, it } from 'vitest';
import { checkpoint, entryOf, runRecord, stageRecord, tiny } from '../testing/records';
import type { RunEntry, StageRecord } from '../types';
import { detail, pipelineCards, type CardFacts } from './cards';

const loaded = { uri: tiny.uri, path: 'tiny/reasoner.yaml', pipeline: tiny, problems: [] };
const facts = (runs: RunEntry[], more: Partial<CardFacts> = {}): CardFacts => ({
  runs,
  trusted: true,
  progress: () => null,
  lastCheckpoint: () => null,
  ...more,
});
const process = { role: 'train' as const, phase: null, argv: ['python'], state: 'running' as const, exitCode: null, signal: null, startedAt: 1, endedAt: null };

describe('the cards of the launchpad', () => {
  it('are idle and can be launched before the first run', () => {
    const [cold, rl] = pipelineCards(loaded, facts([])).stages;
    expect(cold).toMatchObject({ name: 'cold-start', state: 'idle', kind: 'sft', target: 'here (local)', canLaunch: true, canStop: false });
    expect(rl).toMatchObject({ runId: null, step: null, totalSteps: null, lastCheckpoint: null });
  });

  it('show the newest run that holds the stage', () => {
    const newest = entryOf(runRecord('running', [stageRecord('rl', 'running')], { id: 'new', createdAt: 9_000 }));
    const older = entryOf(runRecord('failed', [stageRecord('cold-start', 'succeeded'), stageRecord('rl', 'failed')]));
    const state = facts([newest, older], {
      progress: (entry, stage) => (stage === 'rl' && entry === newest ? { step: 7, secondsLeft: 40 } : null),
      lastCheckpoint: (entry) => (entry === newest ? checkpoint(15) : checkpoint(240)),
    });
    const [cold, rl] = pipelineCards(loaded, state).stages;
    expect(cold).toMatchObject({ runId: 'r1', state: 'succeeded', lastCheckpoint: 'checkpoint-240', canLaunch: true });
    expect(rl).toMatchObject({ runId: 'new', state: 'running', step: 7, totalSteps: 60, secondsLeft: 40, canLaunch: false, canStop: true });
  });

  it('offer no launch in a workspace that is not trusted', () => {
    expect(pipelineCards(loaded, facts([], { trusted: false })).stages.some(({ canLaunch }) => canLaunch)).toBe(false);
  });

  it('show why a reasoner.yaml has no cards', () => {
    const problems = [{ line: 2, character: 0, severity: 'error' as const, code: 'PIPE-TYPE', message: 'stages must be a map.' }];
    expect(pipelineCards({ ...loaded, pipeline: null, problems }, facts([]))).toMatchObject({
      name: 'tiny/reasoner.yaml',
      stages: [],
      problem: 'Line 3: stages must be a map.',
    });
  });
});

describe('what a card says a stage does', () => {
  const phases = [
    { name: 'short', from: 0, until: 30, set: {} },
    { name: 'long', from: 30, until: null, set: {} },
  ];
  it.each<[string, StageRecord, string | null]>([
    ['preparing', stageRecord('rl', 'running', { processes: [{ ...process, role: 'before' }] }), 'preparing'],
    ['training', stageRecord('rl', 'running', { processes: [process] }), 'training'],
    ['a phase', stageRecord('rl', 'running', { phases, processes: [{ ...process, state: 'succeeded', phase: 0 }, { ...process, phase: 1 }] }), 'phase 2 of 2'],
    ['what follows', stageRecord('rl', 'running', { processes: [{ ...process, role: 'after', argv: ['/venv/bin/python', 'answers.py'] }] }), 'finishing: answers.py'],
    ['why it failed', stageRecord('rl', 'failed', { message: 'train exited with code 1' }), 'train exited with code 1'],
    ['nothing once done', stageRecord('rl', 'succeeded'), null],
  ])('%s', (_, stage, text) => expect(detail(stage)).toBe(text));
});

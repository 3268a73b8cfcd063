import { describe, expect, it } from 'vitest';
import { entryOf, runRecord, stageRecord } from '../testing/records';
import { stageNodes } from '../views/nodes';
import { runArgument } from './runArgument';

describe('the run that a command is asked about', () => {
  it.each([
    ['nothing', undefined, {}],
    ['an id', 'r1', { runId: 'r1' }],
    ['an object', { runId: 'r1', stage: 'rl' }, { runId: 'r1', stage: 'rl' }],
    ['something of another shape', { runId: 7, stage: null }, {}],
  ])('%s', (_, argument, expected) => expect(runArgument(argument)).toEqual(expected));

  it('a row of the Runs view', () => {
    const [row] = stageNodes(entryOf(runRecord('running', [stageRecord('rl', 'running')])));
    expect(runArgument(row)).toEqual({ runId: 'r1', stage: 'rl' });
  });
});

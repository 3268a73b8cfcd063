import { describe, expect, it } from 'vitest';
import { box, checkpoint, entryOf, runRecord, stageRecord, tiny } from '../testing/records';
import { messageRow } from './describe';
import { brokenNode, checkpointNodes, pipelineChildren, stageNodes, targetChildren } from './nodes';

const local = entryOf(runRecord('running', [stageRecord('cold-start', 'running'), stageRecord('rl', 'pending')]));
const far = entryOf(runRecord('succeeded', [stageRecord('rl', 'succeeded')], { id: 'r2', target: { name: 'box', kind: 'ssh' } }), box);

describe('the rows of the Runs view', () => {
  it('has local runs first and a row for each ssh host, which holds its own runs', () => {
    expect(pipelineChildren(tiny, [far, local]).map(({ id }) => id)).toEqual(['run r1', `target ${tiny.uri} box`]);
    expect(targetChildren(tiny, box, [far, local]).map(({ id }) => id)).toEqual(['run r2']);
  });

  it('keeps ids over refreshes, so that what was expanded stays', () => {
    const again = entryOf({ ...local.record, state: 'succeeded' });
    expect(stageNodes(again).map(({ id }) => id)).toEqual(stageNodes(local).map(({ id }) => id));
  });

  it('shows the newest checkpoint first', () => {
    expect(checkpointNodes(local, [checkpoint(15), checkpoint(30)]).map(({ id }) => id.slice(-2))).toEqual(['30', '15']);
  });

  it('turns a reasoner.yaml without meaning into its first error, at its line', () => {
    const problems = [
      { line: 1, character: 0, severity: 'warning' as const, code: 'PIPE-UNKNOWN-KEY', message: 'x' },
      { line: 4, character: 2, severity: 'error' as const, code: 'GEN-SYNTAX', message: 'A bracket is not closed.' },
    ];
    const node = brokenNode({ uri: tiny.uri, path: 'tiny/reasoner.yaml', pipeline: null, problems }, (message) => messageRow(message, 'error'));
    expect(node).toMatchObject({ row: { label: 'tiny/reasoner.yaml: A bracket is not closed.' }, open: { line: 4 } });
  });
});

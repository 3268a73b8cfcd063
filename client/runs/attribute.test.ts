import { describe, expect, it } from 'vitest';
import { box, here, runRecord, tiny } from '../testing/records';
import { attribute } from './attribute';

const other = { ...tiny, uri: 'file:///work/other/reasoner.yaml', name: 'other' };

describe('the list of all runs', () => {
  it('is newest first over all targets', () => {
    const old = runRecord('succeeded', [], { id: 'old', createdAt: 1 });
    const fresh = runRecord('running', [], { id: 'fresh', createdAt: 9 });
    const list = attribute([
      { pipeline: tiny, target: here, records: [old] },
      { pipeline: tiny, target: box, records: [fresh] },
    ]);
    expect(list.map(({ record }) => record.id)).toEqual(['fresh', 'old']);
  });

  it('gives a run seen twice to the pipeline that it names', () => {
    const run = runRecord('running', []);
    for (const sources of [[other, tiny], [tiny, other]]) {
      const list = attribute(sources.map((pipeline) => ({ pipeline, target: here, records: [run] })));
      expect(list).toHaveLength(1);
      expect(list[0]?.pipeline.name).toBe('tiny');
    }
  });

  it('keeps a run whose pipeline file has moved', () => {
    const run = runRecord('succeeded', [], { pipeline: { uri: 'file:///old/place/reasoner.yaml', name: 'tiny' } });
    expect(attribute([{ pipeline: tiny, target: here, records: [run] }])).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { TensorComparison } from '../../protocol/checkpoint';
import { filterRows, moduleRows, nextSort, sortRows } from './rows';

const tensor = (module: string, name: string, status: TensorComparison['status'], relativeL2: number | null): TensorComparison => ({
  name,
  module,
  status,
  dtype: 'F32',
  shape: [2, 2],
  elements: 4,
  relativeL2,
  cosine: null,
  maxChange: null,
  changedShare: status === 'same' ? 0 : 0.5,
  nonFiniteA: 0,
  nonFiniteB: 0,
});
const stats = (module: string, tensors: number, relativeL2: number | null) => ({ module, tensors, elements: tensors * 4, relativeL2, cosine: null, changedShare: null });
const rows = moduleRows({
  modules: [stats('vision tower', 2, 0), stats('layer 0', 2, 0.2), stats('layer 10', 1, null), stats('layer 2', 1, 0.4)],
  tensors: [
    tensor('vision tower', 'visual.patch', 'same', 0),
    tensor('vision tower', 'visual.norm', 'same', 0),
    tensor('layer 0', 'model.layers.0.q', 'changed', 0.3),
    tensor('layer 0', 'model.layers.0.k', 'added', null),
    tensor('layer 10', 'model.layers.10.q', 'reshaped', null),
    tensor('layer 2', 'model.layers.2.q', 'changed', 0.4),
  ],
});
const names = (list: typeof rows): string[] => list.map(({ module }) => module.module);

it('groups tensors by module and counts what happened to them', () => {
  expect(rows[0]).toMatchObject({ same: 2, statuses: [] });
  expect(rows[1]).toMatchObject({ same: 0, statuses: [{ status: 'changed', count: 1 }, { status: 'added', count: 1 }] });
});

describe('sorting', () => {
  it('keeps the model order without a column', () => {
    expect(names(sortRows(rows, null))).toEqual(['vision tower', 'layer 0', 'layer 10', 'layer 2']);
  });
  it('puts the unknown last in both directions', () => {
    expect(names(sortRows(rows, { column: 'relativeL2', direction: -1 }))).toEqual(['layer 2', 'layer 0', 'vision tower', 'layer 10']);
    expect(names(sortRows(rows, { column: 'relativeL2', direction: 1 }))).toEqual(['vision tower', 'layer 0', 'layer 2', 'layer 10']);
  });
  it('reads numbers inside names', () => {
    expect(names(sortRows(rows, { column: 'name', direction: 1 }))).toEqual(['layer 0', 'layer 2', 'layer 10', 'vision tower']);
  });
  it('sorts the tensors of a module alike, and does not touch the rows it was given', () => {
    const sorted = sortRows(rows, { column: 'name', direction: 1 });
    expect(sorted[0]?.tensors.map(({ name }) => name)).toEqual(['model.layers.0.k', 'model.layers.0.q']);
    expect(rows[1]?.tensors[0]?.name).toBe('model.layers.0.q');
  });
  it('a third press on a heading gives the model order back', () => {
    const once = nextSort(null, 'elements');
    const twice = nextSort(once, 'elements');
    expect([once, twice, nextSort(twice, 'elements')]).toEqual([{ column: 'elements', direction: -1 }, { column: 'elements', direction: 1 }, null]);
    expect(nextSort(once, 'name')).toEqual({ column: 'name', direction: 1 });
  });
});

describe('filtering', () => {
  it('keeps whole modules by name, and single tensors by theirs or by status', () => {
    expect(filterRows(rows, 'VISION')[0]?.tensors.length).toBe(2);
    expect(filterRows(rows, 'layers.0 k').map(({ tensors }) => tensors.map(({ name }) => name))).toEqual([['model.layers.0.k']]);
    expect(names(filterRows(rows, 'reshaped'))).toEqual(['layer 10']);
    expect(filterRows(rows, 'nothing')).toEqual([]);
  });
});

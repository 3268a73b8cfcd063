import { describe, expect, it } from 'vitest';
import type { TensorSums } from '../../protocol/agent';
import { moduleRows, rowNotes, tensorRows } from './rows';

const unchanged: TensorSums = {
  name: 'model.layers.0.mlp.up_proj.weight',
  dtypeA: 'F32',
  dtypeB: 'F32',
  shapeA: [2, 2],
  shapeB: [2, 2],
  elements: 4,
  changed: 0,
  sumAA: 16,
  sumBB: 16,
  sumDD: 0,
  maxChange: 0,
  nonFiniteA: 0,
  nonFiniteB: 0,
};
const unknown = { changed: null, sumAA: null, sumBB: null, sumDD: null, maxChange: null, nonFiniteA: null, nonFiniteB: null };

describe('the table of tensors', () => {
  it.each<[string, Partial<TensorSums>]>([
    ['same', {}],
    ['changed', { changed: 1, sumDD: 1 }],
    ['changed', { changed: null }], // elements share bytes: they differ, how many is not known
    ['added', { ...unknown, dtypeA: null, shapeA: null }],
    ['removed', { ...unknown, dtypeB: null, shapeB: null }],
    ['reshaped', { ...unknown, shapeB: [4] }],
    ['reshaped', { ...unknown, shapeB: [1, 4] }],
    ['retyped', { changed: null, dtypeB: 'BF16' }],
  ])('calls it %s', (status, change) => {
    expect(tensorRows([{ ...unchanged, ...change }])[0]?.status).toBe(status);
  });

  it('gives the statistics of a row', () => {
    expect(tensorRows([{ ...unchanged, changed: 1, sumBB: 17, sumDD: 1, maxChange: 1 }])[0]).toMatchObject({
      module: 'layer 0',
      relativeL2: 0.25,
      changedShare: 0.25,
      maxChange: 1,
    });
  });

  it('sorts rows by module, and numbers as numbers', () => {
    const names = ['lm_head.weight', 'model.layers.10.a', 'model.layers.9.a', 'visual.blocks.10.a', 'visual.blocks.9.a'];
    expect(tensorRows(names.map((name) => ({ ...unchanged, name }))).map(({ name }) => name)).toEqual([
      'visual.blocks.9.a',
      'visual.blocks.10.a',
      'model.layers.9.a',
      'model.layers.10.a',
      'lm_head.weight',
    ]);
  });
});

describe('the table of modules', () => {
  it('adds up what both sides have, and shows an untouched vision tower as exactly 0', () => {
    const rows = moduleRows([
      { ...unchanged, name: 'visual.blocks.0.a' },
      { ...unchanged, name: 'visual.blocks.1.a' },
      { ...unchanged, changed: 2, sumDD: 4, sumBB: 20 },
      { ...unchanged, ...unknown, name: 'model.layers.0.lora', shapeA: null, dtypeA: null },
    ]);
    expect(rows).toMatchObject([
      { module: 'vision tower', tensors: 2, elements: 8, changedShare: 0, relativeL2: 0, cosine: 1 },
      { module: 'layer 0', tensors: 2, elements: 8, changedShare: 0.5, relativeL2: 0.5 },
    ]);
  });

  it('knows nothing about a module that only one side has', () => {
    expect(moduleRows([{ ...unchanged, ...unknown, shapeB: null, dtypeB: null }])[0]).toMatchObject({
      relativeL2: null,
      cosine: null,
      changedShare: null,
    });
  });

  it('says aloud what was left out', () => {
    const notes = rowNotes([
      { ...unchanged, nonFiniteB: 3 },
      { ...unchanged, ...unknown, shapeB: [4] },
      { ...unchanged, ...unknown, shapeA: null },
      { ...unchanged, ...unknown, shapeA: null },
    ]);
    expect(notes).toEqual([
      '2 tensors only in B.',
      '1 tensor with another shape: their values were not compared.',
      '1 tensor with NaN or infinite values: their statistics leave those elements out.',
    ]);
  });
});

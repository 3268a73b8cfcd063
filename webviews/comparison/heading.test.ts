import { expect, it } from 'vitest';
import type { TensorComparison } from '../../protocol/checkpoint';
import { verdict } from './heading';

const tensor = (module: string, status: TensorComparison['status']): TensorComparison => ({
  name: `${module}.${status}`,
  module,
  status,
  dtype: 'BF16',
  shape: [1],
  elements: 1,
  relativeL2: null,
  cosine: null,
  maxChange: null,
  changedShare: null,
  nonFiniteA: null,
  nonFiniteB: null,
});
const modules = ['vision tower', 'layer 0'].map((module) => ({ module, tensors: 1, elements: 1, relativeL2: null, cosine: null, changedShare: null }));

it('says what changed and which modules did not, in one line', () => {
  expect(verdict({ modules, tensors: [tensor('vision tower', 'same'), tensor('layer 0', 'changed'), tensor('layer 0', 'added')] })).toBe(
    '1 of 3 tensors changed, 1 added. Bit-identical: vision tower.',
  );
});

it('has a sentence for equal and for empty checkpoints', () => {
  expect(verdict({ modules, tensors: [tensor('vision tower', 'same'), tensor('layer 0', 'same')] })).toBe('All 2 tensors are bit-identical.');
  expect(verdict({ modules: [], tensors: [] })).toBe('No tensors were compared.');
});

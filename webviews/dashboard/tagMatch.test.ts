import { expect, it } from 'vitest';
import { matchTags } from './tagMatch';

const stages = [
  { name: 'cold-start', tags: ['train/grad_norm', 'train/loss'] },
  { name: 'rl', tags: ['train/kl', 'train/loss', 'train/rewards/text_match/mean'] },
];

it('finds every tag without a query', () => {
  expect(matchTags(stages, ' ').length).toBe(5);
});

it('wants all words, in any order and case, and knows the stage too', () => {
  expect(matchTags(stages, 'LOSS rl')).toEqual([{ stage: 'rl', tag: 'train/loss' }]);
  expect(matchTags(stages, 'mean text')).toEqual([{ stage: 'rl', tag: 'train/rewards/text_match/mean' }]);
  expect(matchTags(stages, 'nothing')).toEqual([]);
});

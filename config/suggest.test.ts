import { expect, it } from 'vitest';
import { suggest } from './suggest';

const KEYS = ['learning_rate', 'num_generations', 'max_steps', 'bf16'];

it.each([
  ['learning_rat', 'learning_rate'],
  ['learning-rate', 'learning_rate'],
  ['num_generation', 'num_generations'],
  ['max_setps', 'max_steps'],
  ['bf6', 'bf16'],
])('takes %s for %s', (typed, meant) => expect(suggest(typed, KEYS)).toBe(meant));

it('takes nothing for what is too far away', () => {
  expect(suggest('curriculum', KEYS)).toBeNull();
  expect(suggest('x', KEYS)).toBeNull();
});

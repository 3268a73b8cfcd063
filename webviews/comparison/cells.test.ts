import { expect, it } from 'vitest';
import { shareText } from './cells';

it('says bit-identical for exactly 0 and never for a share that only rounds to it', () => {
  expect(shareText(0)).toBe('0 (bit-identical)');
  expect(shareText(1e-12)).toBe('1e-10 %');
  expect(shareText(0.4321)).toBe('43.21 %');
});

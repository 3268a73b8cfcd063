// A short run of `npm run fuzz -- lsp`.
import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/lsp';

it('survives 2,000 random texts and edits, and says after edits what it says afresh', async () => {
  expect(await fuzz(2000, 20_261)).toMatch(/^2000 steps .* 200 compared with a fresh check, all equal/);
}, 120_000);

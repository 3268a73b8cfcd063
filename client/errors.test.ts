import { expect, it } from 'vitest';
import { isCancelled, troubleOf, troubleText } from './errors';

it('reads errors of another bundle by what they carry, not by their class', () => {
  const error = Object.assign(new Error('Nothing listens on gpu-box port 22'), { code: 'refused', hint: 'Is the machine on?' });
  expect(troubleOf(error)).toEqual({ code: 'refused', message: 'Nothing listens on gpu-box port 22', hint: 'Is the machine on?' });
  expect(troubleText(error)).toBe('Nothing listens on gpu-box port 22. Is the machine on?');
});

it('takes plan problems and thrown texts alike', () => {
  expect(troubleText({ message: 'Stage rl starts from cold-start, which has no finished run.', hint: null })).toMatch(/^Stage rl/);
  expect(troubleText('broken')).toBe('broken');
});

it('knows a cancel from a failure', () => {
  expect(isCancelled({ code: 'cancelled', message: '' })).toBe(true);
  expect(isCancelled(new DOMException('x', 'AbortError'))).toBe(true);
  expect(isCancelled(new Error('x'))).toBe(false);
});

import { expect, it, vi } from 'vitest';
import { Countdown, MAX_DELAY_MS, Pace } from './pace';

it('waits only where checks are slow, and never long', () => {
  const pace = new Pace();
  expect(pace.delay).toBe(0);
  for (const took of [400, 3, 90]) pace.took(took);
  expect(pace.delay).toBe(0);
  for (const took of [40, 60, 50]) pace.took(took);
  expect(pace.delay).toBe(40);
  for (const took of [900, 900, 900]) pace.took(took);
  expect(pace.delay).toBe(MAX_DELAY_MS);
});

const rounds = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

it('acts once for changes that arrive together, and soon', async () => {
  const action = vi.fn();
  const countdown = new Countdown(action);
  for (let i = 0; i < 5; i++) {
    countdown.restart(0);
    await rounds(1);
  }
  expect(action).toHaveBeenCalledTimes(0);
  await rounds(3);
  expect(action).toHaveBeenCalledTimes(1);
  await rounds(5);
  expect(action).toHaveBeenCalledTimes(1);
});

it('can be called off, with and without a delay', async () => {
  const action = vi.fn();
  const countdown = new Countdown(action);
  countdown.restart(5);
  countdown.cancel();
  countdown.restart(0);
  countdown.cancel();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(action).not.toHaveBeenCalled();
});

import { describe, expect, it } from 'vitest';
import { clock, duration, elapsed } from './time';

describe('times', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min 0 s'],
    [185, '3 min 5 s'],
    [7_440, '2 h 4 min'],
    [266_400, '3 d 2 h'],
    [-3, '0 s'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('a clock has a date unless it is today', () => {
    const now = new Date(2026, 10, 22, 18, 30).getTime() / 1000;
    expect(clock(now - 60, now)).toBe('18:29');
    expect(clock(now - 86_400, now)).toBe('2026-11-21 18:30');
  });

  it('what never started took no time, what runs takes time until now', () => {
    expect(elapsed({ startedAt: null, endedAt: null }, 50)).toBeNull();
    expect(elapsed({ startedAt: 20, endedAt: null }, 50)).toBe(30);
    expect(elapsed({ startedAt: 20, endedAt: 25 }, 50)).toBe(5);
  });
});

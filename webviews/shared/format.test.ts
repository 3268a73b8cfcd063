import { describe, expect, it } from 'vitest';
import { formatAge, formatCosine, formatDuration, formatLeft, formatShare, formatSize, formatTick, formatValue } from './format';

describe('formatValue', () => {
  it('keeps four significant digits', () => {
    expect(formatValue(0.41237)).toBe('0.4124');
    expect(formatValue(12.5)).toBe('12.5');
    expect(formatValue(12_345)).toBe('12,345');
    expect(formatValue(12_345.67)).toBe('12,345.7');
  });
  it('turns to scientific where digits would be lost', () => {
    expect(formatValue(1e-6)).toBe('1e-6');
    expect(formatValue(-0.000123456)).toBe('-1.235e-4');
    expect(formatValue(3.2e9)).toBe('3.2e9');
  });
  it('names what is no number', () => {
    expect([NaN, Infinity, -Infinity, 0].map((value) => formatValue(value))).toEqual(['NaN', '∞', '−∞', '0']);
  });
});

it('ticks stay short and apart', () => {
  expect([0, 0.25, 1500, 7000, 12_500, 12_600, 2_500_000].map(formatTick)).toEqual(['0', '0.25', '1,500', '7,000', '12.5k', '12.6k', '2.5M']);
});

it('durations have at most two units', () => {
  expect([0, 45, 60, 200, 719, 7500, 273_600].map(formatDuration)).toEqual(['0 s', '45 s', '1 min', '3 min 20 s', '11 min', '2 h 05 min', '3 d 4 h']);
  expect(formatLeft(200)).toBe('about 3 min 20 s left');
  expect(formatLeft(null)).toBe('');
});

it('an age in the future of a skewed clock is now', () => {
  expect([105, 100, 95, 0, -7200].map((then) => formatAge(then, 100))).toEqual(['just now', 'just now', '5 s ago', '1 min ago', '2 h ago']);
});

it('sizes are decimal', () => {
  expect([512, 1000, 15_234_000_000].map(formatSize)).toEqual(['512 B', '1 kB', '15.2 GB']);
});

describe('shares and cosines never round to exactness', () => {
  it('only an exact share is 0 or 100 %', () => {
    expect([0, 1, 1e-9, 0.00012, 0.5, 0.99999].map(formatShare)).toEqual(['0 %', '100 %', '1e-7 %', '0.012 %', '50.00 %', '> 99.99 %']);
  });
  it('a cosine near 1 shows its distance', () => {
    expect([1, 1 - 1.3e-7, 0.98765, -0.5].map(formatCosine)).toEqual(['1', '1 − 1.3e-7', '0.9877', '-0.5000']);
  });
});

import { describe, expect, it } from 'vitest';
import { LogPosition } from './logTail';

const bytes = (text: string) => new TextEncoder().encode(text);
const at = (offset: number, truncated = false) => ({ offset, truncated });

describe('a position in a log', () => {
  it('goes on where it was, also inside a letter', () => {
    const position = new LogPosition(0);
    const text = bytes('aé');
    expect(position.take(at(0), text.subarray(0, 2))).toBe('a');
    expect(position.next).toBe(2);
    expect(position.take(at(2), text.subarray(2))).toBe('é');
  });

  it('drops bytes that it has seen', () => {
    const position = new LogPosition(0);
    position.take(at(0), bytes('one two'));
    expect(position.take(at(4), bytes('two'))).toBe('');
    expect(position.take(at(4), bytes('two three'))).toBe(' three');
  });

  it('starts again when the file did', () => {
    const position = new LogPosition(0);
    position.take(at(0), bytes('old run'));
    expect(position.take(at(0, true), bytes(''))).toBe('');
    expect(position.next).toBe(0);
    expect(position.take(at(0), bytes('new'))).toBe('new');
  });

  it('learns from the first event where the end was', () => {
    const position = new LogPosition(-3);
    expect(position.take(at(97), bytes('end'))).toBe('end');
    expect(position.next).toBe(100);
  });
});

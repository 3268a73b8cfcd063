import { expect, it } from 'vitest';
import { Lines } from './lines';

it('finds positions and offsets behind every kind of line end', () => {
  const lines = new Lines('a\nbc\r\nd\re');
  expect([lines.count, lines.line(0), lines.line(1), lines.line(2), lines.line(3), lines.line(4)]).toEqual([4, 'a', 'bc', 'd', 'e', '']);
  for (const [offset, line, character] of [[0, 0, 0], [2, 1, 0], [3, 1, 1], [6, 2, 0], [8, 3, 0], [9, 3, 1]] as const) {
    expect(lines.position(offset)).toEqual({ line, character });
    expect(lines.offset({ line, character })).toBe(offset);
  }
});

it('counts in UTF-16 units and stays inside the text', () => {
  const lines = new Lines('😀x\n');
  expect(lines.position(2)).toEqual({ line: 0, character: 2 });
  expect(lines.offset({ line: 9, character: 9 })).toBe(4);
});

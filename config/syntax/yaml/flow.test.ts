import { expect, it } from 'vitest';
import { joinFlowLines } from './flow';

it('joins the lines of a flow collection without moving anything', () => {
  const text = 'a: [\nx, # one\n"#y]"\n]\nb: 1\n';
  const joined = joinFlowLines(text);
  expect(joined).toHaveLength(text.length);
  expect(joined).toBe(`a: [ x, ${' '.repeat(5)} "#y]" ]\nb: 1\n`);
});

it('leaves unclosed brackets and brackets in plain text alone', () => {
  expect(joinFlowLines('a: [1,\nb: 2\n')).toBeNull();
  expect(joinFlowLines('a: see [this\nb: that]\n')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import type { Problem } from '../../protocol/lsp';
import { blocking, blockingText } from './problems';

const problem = (uri: string, line: number, severity: Problem['severity'], message = 'm'): Problem => ({
  uri, line, character: 0, endLine: line, endCharacter: 1, severity, code: 'X', message,
});
const rl = 'file:///work/my%20runs/rl.yaml';

describe('problems that stop a launch', () => {
  it('are errors in the files that it reads', () => {
    const found = blocking([problem(rl, 9, 'error'), problem(rl, 2, 'error'), problem(rl, 1, 'warning'), problem('file:///other.yaml', 0, 'error')], new Set([rl]));
    expect(found.map(({ line }) => line)).toEqual([2, 9]);
  });

  it('are counted, and the first is told in full', () => {
    expect(blockingText([problem(rl, 6, 'error', 'Unknown key lerning_rate.')])).toBe('1 error in rl.yaml stops the launch. Line 7: Unknown key lerning_rate.');
    expect(blockingText([problem(rl, 0, 'error', 'A.'), problem('file:///work/reasoner.yaml', 3, 'error')])).toBe(
      '2 errors in rl.yaml, reasoner.yaml stop the launch. Line 1: A.',
    );
  });
});

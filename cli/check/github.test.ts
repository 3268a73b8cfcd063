import { expect, it } from 'vitest';
import { githubLines } from './github';

it('makes one annotation a problem, and lets no message end the command', () => {
  const problem = { line: 3, character: 1, endLine: 3, endCharacter: 5, severity: 'warning' as const, code: 'GEN-DUP-KEY', message: '50% of\nseed' };
  const file = { file: 'a,b.yaml', framework: 'trl-sft', version: null, versionKnown: false, problems: [problem] };
  expect(githubLines([file])).toEqual(['::warning file=a%2Cb.yaml,line=3,endLine=3,col=1,endColumn=5,title=GEN-DUP-KEY::50%25 of%0Aseed']);
});

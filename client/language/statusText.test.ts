import { describe, expect, it } from 'vitest';
import { statusText } from './statusText';

const file = (framework: string | null, version: string | null) => ({ uri: 'file:///rl.yaml', framework, version, versionKnown: true });

describe('the status bar item', () => {
  it('names what the active file is checked against', () => {
    expect(statusText('running', null, file('trl-grpo', '1.13.0'))).toMatchObject({ text: '$(check) TRL GRPO 1.13.0', alarm: false });
    expect(statusText('running', null, file('reasoner', null))?.text).toBe('$(check) Reasoner pipeline');
  });

  it('says when the version is only assumed', () => {
    const status = statusText('running', null, { ...file('verl', '0.9.1'), versionKnown: false });
    expect(status?.text).toBe('$(check) verl 0.9.1?');
    expect(status?.tooltip).toContain('# reasoner: verl@VERSION');
  });

  it('is hidden where there is nothing to say', () => {
    expect(statusText('running', null, file(null, null))).toBeNull();
    expect(statusText('running', null, null)).toBeNull();
    expect(statusText('starting', null, null)).toBeNull();
  });

  it('warns wherever you are when the server is gone, and says what that means', () => {
    const status = statusText('stopped', 'It ran out of memory.', null);
    expect(status?.alarm).toBe(true);
    expect(status?.tooltip).toBe('It ran out of memory. Configs are not checked. Select to start it again.');
  });
});

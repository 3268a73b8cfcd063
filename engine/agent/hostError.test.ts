import { describe, expect, it } from 'vitest';
import type { Failure } from './hostError';
import { explainFailure, explainLoss } from './hostError';

const failure = (known: Partial<Failure>): Failure => ({
  host: 'box',
  program: 'ssh',
  exit: { code: 255, signal: null, error: null },
  stderr: '',
  noise: '',
  word: null,
  ...known,
});

/** What OpenSSH 9 and remote shells print, and the sentence people get. */
const CASES: [stderr: string, message: string][] = [
  ['ssh: connect to host 10.0.0.9 port 22: Connection timed out', 'box did not answer in time.'],
  ['Connection timed out during banner exchange\nConnection to 10.0.0.9 port 22 timed out', 'box did not answer in time.'],
  ['ssh: connect to host 10.0.0.9 port 22: No route to host', 'box cannot be reached from this network.'],
  ['ssh: connect to host 10.0.0.9 port 2222: Connection refused', 'box refused the connection on port 2222.'],
  ['ssh: Could not resolve hostname box: Name or service not known', 'No host named box can be found.'],
  ['me@10.0.0.9: Permission denied (publickey,password).', 'box did not accept the login.'],
  ['Received disconnect from 10.0.0.9: Too many authentication failures', 'box did not accept the login.'],
  ['/home/me/.ssh/config: line 3: Bad configuration option: hsot', 'ssh could not read its configuration.'],
  ['kex_exchange_identification: Connection closed by remote host', 'box closed the connection before the login.'],
  ['bash: line 1: exec: python3: not found', 'box has no python3.'],
  ['fish: Unknown command: python3', 'box has no python3.'],
  ['python3: Command not found.', 'box has no python3.'],
];

describe('a failure to reach a host', () => {
  it.each(CASES)('%s', (stderr, message) => {
    expect(explainFailure(failure({ stderr })).message).toBe(message);
  });

  it('a changed key is told as that, whatever else ssh prints with it', () => {
    const stderr = '@@@\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\n@@@\nHost key verification failed.';
    expect(explainFailure(failure({ stderr }))).toMatchObject({ message: expect.stringContaining('not the one that is known'), hint: expect.stringContaining('ssh-keygen -R box') });
  });

  it('what the bootstrap says', () => {
    expect(explainFailure(failure({ word: 'python 3.6' })).message).toBe('The python3 of box is 3.6; the agent needs 3.8 or newer.');
    expect(explainFailure(failure({ word: 'unwritable /home/me/.cache: 28', host: null })).message).toContain('cannot be stored on this machine (/home/me/.cache: 28)');
  });

  it('anything else shows the last line that was printed', () => {
    expect(explainFailure(failure({ stderr: 'odd\nstranger\n\n' })).message).toBe('No agent answered on box (exit code 255); the last that was printed: stranger');
    expect(explainFailure(failure({ exit: { code: null, signal: 'SIGKILL', error: null } })).message).toBe('No agent answered on box (SIGKILL).');
  });

  it('a loss later on', () => {
    expect(explainLoss(failure({ stderr: 'Timeout, server box not responding.\r\n' }))).toBe('the connection to box was lost: Timeout, server box not responding.');
    expect(explainLoss(failure({ host: null }))).toBe('the agent on this machine ended');
  });
});

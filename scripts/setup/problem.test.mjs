import { describe, expect, it } from 'vitest';
import { SetupProblem, explain } from './problem.mjs';

const npm = ['npm', 'ci'];
const pip = ['/clone/.venv/bin/python', '-m', 'pip', 'install', '-r', 'requirements.txt'];
const explained = (argv, output) => explain('Packages', argv, output, '.setup/logs/packages.log').message;

describe('what a failed command means', () => {
  it.each([
    ['a full disk', npm, 'npm error code ENOSPC\nnpm error syscall write', 'the disk is full'],
    ['a full disk, in pip\'s words', pip, 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device', 'the disk is full'],
    ['no network', npm, 'npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN', 'the package registry could not be reached'],
    [
      'no network, which pip also calls a missing version',
      pip,
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\nERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: none)",
      'the package registry could not be reached',
    ],
    ['no release for this Python', pip, 'ERROR: No matching distribution found for torch==2.13.0', 'a pinned Python package has no release for this Python and platform'],
    ['somebody else\'s folder', npm, 'npm error code EACCES', 'a file could not be written'],
  ])('%s', (_, argv, output, what) => {
    expect(explained(argv, output)).toBe(`Packages: ${what}.`);
  });

  it('does not read a package manager into the output of other tools', () => {
    const problem = explain('Build', ['node', 'scripts/build.mjs'], 'ECONNREFUSED is handled in engine/agent/connection.ts:3', 'build.log');
    expect(problem).toBeInstanceOf(SetupProblem);
    expect(problem.message).toBe('Build failed.');
    expect(problem.details).toContain('engine/agent/connection.ts:3');
  });
});

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import { HostError } from '../../engine/agent/errors';
import type { HostSettings } from '../../engine/api';
import { hostSettings } from '../support/agentFile';
import { scratch } from '../support/scratch';
import { startSshd, type Sshd } from './sshd';

const { dir, remove } = scratch('ssh-errors');
let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd(dir, `${dir}/bin`);
});
afterAll(() => {
  sshd.stop();
  remove();
});

async function failure(host: string, overrides: Partial<HostSettings> = {}): Promise<{ message: string; hint: string }> {
  const hosts = createHosts(hostSettings({ sshConfigFile: sshd.configFile, ...overrides }));
  const error = await hosts.connect({ kind: 'ssh', host }).then(
    () => new Error('it connected'),
    (reason: unknown) => reason,
  );
  hosts.dispose();
  expect(error).toBeInstanceOf(HostError);
  return error as HostError;
}

describe('a host that cannot be used is explained', () => {
  it('refused', async () => {
    const { message, hint } = await failure('refused');
    expect(message).toMatch(/^refused refused the connection on port \d+\.$/);
    expect(hint).toContain('ssh server');
  });

  it('no such host', async () => {
    expect(await failure('nowhere')).toMatchObject({ message: 'No host named nowhere can be found.', hint: expect.stringContaining('alias') });
  });

  it('a changed host key stops', async () => {
    const { message, hint } = await failure('changed');
    expect(message).toBe('The host key of changed is not the one that is known: another machine may be answering in its place.');
    expect(hint).toContain('ssh-keygen -R changed');
  });

  it('an unknown host key', async () => {
    expect((await failure('unknown')).message).toBe('The host key of unknown is not known yet.');
  });

  it('a login that is not accepted', async () => {
    expect(await failure('denied')).toMatchObject({ message: 'denied did not accept the login.', hint: expect.stringContaining('`ssh denied`') });
  });

  it('no python3, or an old one', async () => {
    mkdirSync(`${dir}/bin`);
    expect(await failure('box')).toMatchObject({ message: 'box has no python3.', hint: expect.stringContaining('3.8') });
    writeFileSync(`${dir}/bin/python3`, '#!/bin/sh\necho "REASONER-BOOT python 3.6"\n');
    chmodSync(`${dir}/bin/python3`, 0o755);
    expect((await failure('box')).message).toBe('The python3 of box is 3.6; the agent needs 3.8 or newer.');
    writeFileSync(`${dir}/bin/python3`, '#!/bin/sh\necho "module load python first"\nexit 3\n');
    expect((await failure('box')).message).toBe('No agent answered on box (exit code 3); the last that was printed: module load python first');
  });

  it('a name that ssh would take for an option never reaches it', async () => {
    expect((await failure('-oProxyCommand=touch /tmp/x')).message).toContain('is not a host name');
  });

  it('no ssh client', async () => {
    expect(await failure('box', { ssh: `${dir}/no-ssh` })).toMatchObject({ message: `There is no ssh client at ${dir}/no-ssh on this machine.` });
  });

  it('no local python', async () => {
    const hosts = createHosts(hostSettings({ python: `${dir}/no-python` }));
    await expect(hosts.connect({ kind: 'local' })).rejects.toMatchObject({ message: `There is no python3 at ${dir}/no-python on this machine.` });
    hosts.dispose();
  });
});

import { describe, expect, it } from 'vitest';
import type { AgentConnection } from '../api';
import { HostError } from './errors';
import { SharedHosts } from './hosts';

function fakeConnection() {
  let lose: (reason: string) => void = () => undefined;
  const closed = new Promise<string>((resolve) => (lose = resolve));
  const connection = { closed, disposed: false, dispose: () => void (connection.disposed = true) };
  return { connection: connection as typeof connection & AgentConnection, lose };
}

describe('connections', () => {
  it('are shared per host, also while they are being opened', async () => {
    const opened: (string | null)[] = [];
    const hosts = new SharedHosts((host) => {
      opened.push(host);
      return Promise.resolve(fakeConnection().connection);
    });
    const [a, b] = await Promise.all([hosts.connect({ kind: 'ssh', host: 'box' }), hosts.connect({ kind: 'ssh', host: 'box' })]);
    expect(a).toBe(b);
    await hosts.connect({ kind: 'local' });
    expect(opened).toEqual(['box', null]);
  });

  it('are opened anew after a loss, which everyone is told', async () => {
    const made = [fakeConnection(), fakeConnection()];
    const hosts = new SharedHosts(() => Promise.resolve(made.shift()!.connection));
    const told: unknown[] = [];
    hosts.onDidChange((...change) => told.push(change));
    const [first] = made;
    const before = await hosts.connect({ kind: 'ssh', host: 'box' });
    first!.lose('the network is gone');
    await new Promise(setImmediate);
    expect(await hosts.connect({ kind: 'ssh', host: 'box' })).not.toBe(before);
    expect(told).toEqual([
      ['ssh:box', true, null],
      ['ssh:box', false, 'the network is gone'],
      ['ssh:box', true, null],
    ]);
  });

  it('a host that just failed is not asked at once by the next follower', async () => {
    let attempts = 0;
    const hosts = new SharedHosts(() => {
      attempts++;
      return Promise.reject(new HostError('refused', 'start sshd'));
    });
    await expect(hosts.connect({ kind: 'local' })).rejects.toThrow('refused');
    await expect(hosts.connect({ kind: 'local' })).rejects.toThrow('refused');
    expect(attempts).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 450));
    await expect(hosts.connect({ kind: 'local' })).rejects.toThrow('refused');
    expect(attempts).toBe(2);
  });

  it('end with their owner', async () => {
    const { connection } = fakeConnection();
    const hosts = new SharedHosts(() => Promise.resolve(connection));
    await hosts.connect({ kind: 'local' });
    hosts.dispose();
    await new Promise(setImmediate);
    expect(connection.disposed).toBe(true);
    await expect(hosts.connect({ kind: 'local' })).rejects.toThrow('closed');
  });
});

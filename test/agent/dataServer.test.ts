import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import type { AgentConnection } from '../../engine/api';
import { StreamEvent } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import { hostSettings } from '../support/agentFile';
import { isAlive, processes } from '../support/processes';
import { scratch } from '../support/scratch';
import { productVenv } from '../support/venv';
import { until } from '../support/wait';

const { dir, remove } = scratch('data-server');
const hosts = createHosts(hostSettings());
const venv = productVenv();
let agent: AgentConnection;
beforeAll(async () => {
  agent = await hosts.connect({ kind: 'local' });
});
afterAll(() => {
  hosts.dispose();
  remove();
});

const serversOf = (logdir: string) => processes(({ argv }) => argv.includes('--logdir') && argv.includes(logdir));
const open = async (logdir: string) => (await agent.request('dataServer', { logdir, venv })).result.server;

/** What an HTTP/2 client says first: the preface and an empty SETTINGS frame. */
const PREFACE = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]);

async function connect(server: string) {
  const seen = { bytes: Buffer.alloc(0), closed: false };
  const subscription = await agent.subscribe('connect', { server }, (raw, payload) => {
    seen.bytes = Buffer.concat([seen.bytes, payload]);
    seen.closed ||= decode(StreamEvent, raw, 'stream event').closed;
  });
  return { seen, subscription };
}

describe('the data server', () => {
  it('carries HTTP/2 over the one stream, and is gone with its last reader', async () => {
    const logdir = `${dir}/not-yet`;
    const [one, two] = [await open(logdir), await open(`${logdir}/`)];
    expect(two, 'shared').toBe(one);
    const pids = serversOf(logdir);
    expect(pids).toHaveLength(1);

    const { seen, subscription } = await connect(one);
    await agent.request('send', { connection: subscription.id, end: false }, { payload: PREFACE });
    await until('the server\'s SETTINGS frame', () => seen.bytes.length >= 9 && seen.bytes[3] === 4);

    await agent.request('releaseDataServer', { server: one });
    expect(serversOf(logdir), 'one reader is left').toEqual(pids);
    await agent.request('releaseDataServer', { server: two });
    await until('the end of the connection', () => seen.closed);
    expect(serversOf(logdir)).toEqual([]);
    await expect(agent.request('connect', { server: one })).rejects.toMatchObject({ code: 'not-found' });
    await expect(agent.request('send', { connection: subscription.id, end: false })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('closes one connection without touching the others', async () => {
    const server = await open(`${dir}/shared`);
    const [a, b] = [await connect(server), await connect(server)];
    a.subscription.dispose();
    await until('a to be gone', () => agent.request('send', { connection: a.subscription.id, end: false }).then(() => false, () => true));
    await agent.request('send', { connection: b.subscription.id, end: false }, { payload: PREFACE });
    await until('an answer to b', () => b.seen.bytes.length > 0);
    await agent.request('send', { connection: b.subscription.id, end: true });
    await until('the half-closed connection to end', () => b.seen.closed);
    await agent.request('releaseDataServer', { server });
  });

  it('ends with the agent, however that ends', async () => {
    const other = await createHosts(hostSettings()).connect({ kind: 'local' });
    const logdir = `${dir}/orphan`;
    await other.request('dataServer', { logdir, venv });
    const [pid] = serversOf(logdir);
    const [parent] = processes(({ argv }) => argv.some((word) => word.endsWith('reasoner-agent.pyz'))).filter((candidate) =>
      processes(({ pid: child, parent: of }) => child === pid && of === candidate).length > 0,
    );
    process.kill(parent!, 'SIGKILL');
    await until('the server to end', () => !isAlive(pid!));
  });

  it('is refused by name where it is not installed', async () => {
    mkdirSync(`${dir}/empty-venv`);
    await expect(agent.request('dataServer', { logdir: dir, venv: `${dir}/empty-venv` })).rejects.toMatchObject({
      code: 'no-data-server',
      message: `there is no TensorBoard data server in ${dir}/empty-venv`,
    });
  });
});

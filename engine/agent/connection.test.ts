import { describe, expect, it } from 'vitest';
import { decode } from '../../protocol/decode';
import { TailEvent } from '../../protocol/agent';
import { openConnection } from './connection';
import type { FarEnd } from './fakeTransport';
import { fakeTransport } from './fakeTransport';

const INFO = { format: 1, agent: 'a', python: '3.11', platform: 'Linux', hostname: 'h', user: 'u', home: '/h', bootId: 'b' };
type Request = { id: number; method: string; params: Record<string, unknown> };

/** A connection whose far end answers `hello`, and the rest through `answer`. */
async function open(answer: (request: Request, far: FarEnd) => void = () => undefined) {
  const far = fakeTransport((header) => {
    const request = header as Request;
    if (request.method === 'hello') {
      far.write('last login: today\nREASONER-AGENT 1\n');
      far.send({ id: request.id, result: INFO });
    } else answer(request, far);
  });
  const connection = await openConnection(far.transport, () => Promise.resolve('the host went away'));
  return { far, connection };
}
const methods = (far: FarEnd) => far.received.map(({ header }) => (header as Request).method);

describe('a connection', () => {
  it('matches answers to requests in whatever order they come, payload included', async () => {
    const held: Request[] = [];
    const { connection } = await open((request, far) => {
      held.push(request);
      if (held.length < 2) return;
      for (const { id } of held.reverse()) far.send({ id, result: { size: id } }, new Uint8Array([id]));
    });
    const read = () => connection.request('read', { path: '/x', offset: 0, length: 1 });
    const [first, second] = await Promise.all([read(), read()]);
    expect([first.result.size, first.payload[0]]).toEqual([2, 2]);
    expect([second.result.size, second.payload[0]]).toEqual([3, 3]);
  });

  it('turns an error answer into an AgentError with its hint', async () => {
    const { connection } = await open(({ id }, far) => far.send({ id, error: { code: 'workdir-busy', message: 'a run uses it', hint: 'wait' } }));
    await expect(connection.request('runs', { workdir: '/w' })).rejects.toMatchObject({ name: 'AgentError', code: 'workdir-busy', message: 'a run uses it', hint: 'wait' });
  });

  it('refuses a result of another shape and goes on', async () => {
    const { connection } = await open(({ id, method }, far) => far.send({ id, result: method === 'read' ? { size: 'big' } : { path: '/x', exists: true } }));
    await expect(connection.request('read', { path: '/x', offset: 0, length: 1 })).rejects.toThrow("the agent's answer to read at size");
    expect((await connection.request('resolve', { path: 'x', base: null })).result.path).toBe('/x');
  });

  it('delivers events that come with the answer, and none after dispose', async () => {
    const { connection, far } = await open(({ id, method }, far) => {
      far.send({ id, result: {} });
      if (method === 'tail') far.send({ sub: id, event: { offset: 0, truncated: false } }, new Uint8Array([65]));
    });
    const seen: unknown[] = [];
    const subscription = await connection.subscribe('tail', { path: '/log', offset: 0 }, (event) => seen.push(decode(TailEvent, event, 'tail')));
    await new Promise(setImmediate);
    expect(seen).toHaveLength(1);
    subscription.dispose();
    far.send({ sub: subscription.id, event: { offset: 1, truncated: false } });
    await new Promise(setImmediate);
    expect(seen).toHaveLength(1);
    expect(methods(far)).toEqual(['hello', 'tail', 'cancel']);
  });

  it('a listener that cannot read an event ends its own subscription, not the stream', async () => {
    const { connection } = await open(({ id, method }, far) => {
      far.send({ id, result: method === 'resolve' ? { path: '/', exists: true } : {} });
      if (method === 'tail') far.send({ sub: id, event: { nonsense: true } });
    });
    const reason = new Promise<string>((resolve) => {
      void connection.subscribe('tail', { path: '/log', offset: 0 }, (event) => decode(TailEvent, event, 'a tail event'), resolve);
    });
    expect(await reason).toContain('a tail event at offset');
    expect((await connection.request('resolve', { path: '/', base: null })).result.exists).toBe(true);
  });

  it('passes on that a subscription ended by itself', async () => {
    const { connection } = await open(({ id }, far) => {
      far.send({ id, result: {} });
      far.send({ sub: id, end: { code: 'bad-request', message: '/x is not a file', hint: null } });
    });
    const reason = await new Promise<string>((resolve) => void connection.subscribe('tail', { path: '/x', offset: 0 }, () => undefined, resolve));
    expect(reason).toBe('/x is not a file');
  });

  it('an aborted request is cancelled at the agent, and its late answer is dropped', async () => {
    const { connection, far } = await open();
    const abort = new AbortController();
    const request = connection.request('runs', { workdir: '/w' }, { signal: abort.signal });
    abort.abort(new Error('not wanted any more'));
    await expect(request).rejects.toThrow('not wanted any more');
    await new Promise(setImmediate);
    expect(far.received.map(({ header }) => header)).toContainEqual({ id: 3, method: 'cancel', params: { id: 2 } });
    far.send({ id: 2, result: { runs: [], unreadable: [] } });
  });

  it('a lost stream rejects what is open, ends subscriptions, and says why once', async () => {
    const { connection, far } = await open(({ id, method }) => {
      if (method === 'watchRuns') far.send({ id, result: {} });
    });
    const ends: string[] = [];
    await connection.subscribe('watchRuns', { workdir: '/w' }, () => undefined, (reason) => ends.push(reason));
    const pending = connection.request('runs', { workdir: '/w' });
    far.exit({ code: 255 });
    await expect(pending).rejects.toMatchObject({ name: 'ConnectionLost', message: 'the host went away' });
    expect(await connection.closed).toBe('the host went away');
    expect(ends).toEqual(['the host went away']);
    await expect(connection.request('runs', { workdir: '/w' })).rejects.toMatchObject({ name: 'ConnectionLost' });
  });

  it('bytes that are no frames end the stream with a reason', async () => {
    const { connection, far } = await open();
    far.write(new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0]));
    expect(await connection.closed).toBe("the agent's stream broke: a frame of 4294967295 + 0 bytes is over the limit");
    expect(far.ended).toBe(true);
  });
});

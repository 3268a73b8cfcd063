import { Duplex } from 'node:stream';
import { StreamEvent } from '../../../protocol/agent';
import { decode } from '../../../protocol/decode';
import type { AgentConnection, Subscription } from '../../api';

/**
 * A byte stream to a data server on the host, carried by the agent's one stream: no port is opened for it anywhere but
 * on the host's loopback.
 *
 * @throws AgentError when the agent cannot connect, ConnectionLost when its stream ends first
 */
export async function openTunnel(agent: AgentConnection, server: string): Promise<Duplex> {
  let subscription: Subscription | null = null;
  const stream = new Duplex({
    // Bytes arrive when they arrive; the HTTP/2 windows above bound how many can wait here.
    read() {},
    write(chunk: Uint8Array, _encoding, done) {
      send(chunk, false, done);
    },
    final(done) {
      send(new Uint8Array(0), true, done);
    },
    destroy(error, done) {
      subscription?.dispose();
      done(error);
    },
  });

  function send(payload: Uint8Array, end: boolean, done: (error?: Error) => void): void {
    if (!subscription) return done();
    // A stream that can no longer be written ends, without an error event: HTTP/2 sessions that are on their way out have
    // no listener for one. Whoever waits for an answer learns it from the end.
    agent.request('send', { connection: subscription.id, end }, { payload }).then(
      () => done(),
      () => stream.destroy(),
    );
  }

  subscription = await agent.subscribe(
    'connect',
    { server },
    (event, payload) => {
      if (stream.destroyed) return;
      // The payload's memory belongs to the frame that carried it.
      if (payload.length > 0) stream.push(Buffer.from(payload));
      // Not a half-close (`push(null)`): node's HTTP/2 over a stream that is no socket asserts when it wants to say
      // goodbye on a connection whose other half has ended. The server only ends a connection when it ends itself.
      if (decode(StreamEvent, event, 'connection event').closed) stream.destroy();
    },
    () => stream.destroy(),
  );
  if (stream.destroyed) subscription.dispose();
  return stream;
}

import type { Duplex } from 'node:stream';
import type * as http2 from 'node:http2';
import { Http2SessionManager } from '@connectrpc/connect-node';

/**
 * Bytes that the server may send before it waits for us. With Node's 64 KiB every window's worth waits for a delayed
 * acknowledgement, because the server leaves Nagle's algorithm on: 100 000 points take 1.5 s instead of 0.1 s.
 */
const WINDOW = 8 * 1024 * 1024;

/** One HTTP/2 session over one given stream. When the stream is gone, the session is over for good. */
export class TunnelSession extends Http2SessionManager {
  private readonly widened = new WeakSet<http2.Http2Session>();

  constructor(stream: Duplex) {
    super('http://data-server', {}, {
      createConnection: () => {
        if (stream.destroyed) throw new Error('The connection to the data server is closed.');
        return stream;
      },
      settings: { initialWindowSize: WINDOW, enablePush: false },
    });
  }

  override async request(...args: Parameters<Http2SessionManager['request']>): Promise<http2.ClientHttp2Stream> {
    const stream = await super.request(...args);
    const session = stream.session;
    // The connection's own window is no setting: it has to be raised on the open session.
    if (session && !this.widened.has(session)) {
      this.widened.add(session);
      // The calls that are under way fail with the session; an error that comes after them concerns nobody.
      session.on('error', () => undefined);
      session.setLocalWindowSize(WINDOW);
    }
    return stream;
  }
}

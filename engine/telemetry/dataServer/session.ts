import * as http2 from 'node:http2';
import type { Duplex } from 'node:stream';

/**
 * Bytes that the server may send before it waits for us. With Node's 64 KiB every window's worth waits for a delayed
 * acknowledgement, because the server leaves Nagle's algorithm on: 100 000 points take 1.5 s instead of 0.1 s.
 */
const WINDOW = 8 * 1024 * 1024;
/** A name for the requests' `:authority`; nothing is looked up, the stream is connected already. */
const AUTHORITY = 'http://data-server';

/** One HTTP/2 session over one given stream. When the stream is gone, the session is over for good. */
export class TunnelSession {
  private session: http2.ClientHttp2Session | null = null;

  constructor(private readonly stream: Duplex) {}

  /** @throws Error when the session is over */
  request(headers: http2.OutgoingHttpHeaders): http2.ClientHttp2Stream {
    if (this.stream.destroyed || this.session?.closed || this.session?.destroyed) {
      throw new Error('The connection to the data server is closed.');
    }
    this.session ??= open(this.stream);
    return this.session.request(headers);
  }

  /** Ends the calls that are under way, and the stream. */
  close(): void {
    this.session?.destroy();
    this.stream.destroy();
  }
}

function open(stream: Duplex): http2.ClientHttp2Session {
  const session = http2.connect(AUTHORITY, {
    createConnection: () => stream,
    settings: { initialWindowSize: WINDOW, enablePush: false },
  });
  // The calls that are under way fail with the session; an error that comes after them concerns nobody.
  session.on('error', () => undefined);
  // The connection's own window is no setting: it has to be raised on the open session.
  session.on('connect', () => session.setLocalWindowSize(WINDOW));
  return session;
}

import * as http2 from 'node:http2';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TunnelSession } from './session';

const server = http2.createServer((_, response) => response.end('ok'));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

const connect = () => net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
const get = (session: TunnelSession) => session.request({ ':method': 'GET', ':path': '/' });

describe('TunnelSession', () => {
  it('opens both flow-control windows, the stream and the connection', async () => {
    const session = new TunnelSession(connect());
    const stream = get(session);
    await new Promise((resolve) => stream.once('response', resolve));
    const eightMiB = 8 * 1024 * 1024;
    expect(stream.session?.localSettings.initialWindowSize).toBe(eightMiB);
    expect(stream.session?.state.effectiveLocalWindowSize).toBe(eightMiB);
    await new Promise((resolve) => stream.resume().once('close', resolve));
    session.close();
  });

  it('is over when its stream is: it never opens another', async () => {
    const socket = connect();
    const session = new TunnelSession(socket);
    const stream = get(session);
    await new Promise((resolve) => stream.once('response', resolve));
    const closed = new Promise((resolve) => stream.session?.once('close', resolve));
    socket.destroy();
    await closed;
    expect(() => get(session)).toThrow('The connection to the data server is closed.');
  });
});

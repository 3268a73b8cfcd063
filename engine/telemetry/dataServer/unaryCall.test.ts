import * as http2 from 'node:http2';
import net from 'node:net';
import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from 'vitest';
import { ListRunsResponseSchema, TensorBoardDataProvider } from './generated/tensorboard/data/proto/data_provider_pb';
import { grpcFrame } from './grpcFrame';
import { TunnelSession } from './session';
import { unaryCall } from './unaryCall';

const LIMITS = { timeoutMs: 5000, answerBytes: 1_000_000 };
const close: (() => void)[] = [];
afterEach(() => close.splice(0).forEach((each) => each()));

/** A gRPC server that does with each call what `answer` does, and a session with it. */
async function serve(answer: (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void) {
  const server = http2.createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    stream.resume().on('end', () => answer(stream, headers));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  const session = new TunnelSession(socket);
  close.push(() => session.close(), () => server.close());
  const listRuns = (limits = LIMITS) => unaryCall(session, TensorBoardDataProvider.method.listRuns, {}, limits);
  return { session, socket, listRuns };
}

const runs = (...names: string[]) =>
  grpcFrame(toBinary(ListRunsResponseSchema, create(ListRunsResponseSchema, { runs: names.map((name) => ({ name })) })));

function respond(stream: http2.ServerHttp2Stream, body: Uint8Array, trailers: http2.OutgoingHttpHeaders = { 'grpc-status': '0' }) {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

describe('unaryCall', () => {
  it('asks by the method and reads its answer, again and again in one session', async () => {
    const { listRuns } = await serve((stream, { ':path': path }) => respond(stream, runs(String(path))));
    for (let call = 0; call < 3; call++) {
      expect((await listRuns()).runs[0]?.name).toBe('/tensorboard.data.TensorBoardDataProvider/ListRuns');
    }
  });

  it('reads an answer that is longer than the window', async () => {
    const name = 'x'.repeat(20_000_000);
    const { listRuns } = await serve((stream) => respond(stream, runs(name)));
    expect((await listRuns({ ...LIMITS, answerBytes: 30_000_000 })).runs[0]?.name).toHaveLength(20_000_000);
  });

  it("says the server's own reason", async () => {
    const trailersOnly = { ':status': 200, 'grpc-status': '5', 'grpc-message': 'no such %22experiment%22' };
    const inHead = await serve((stream) => stream.respond(trailersOnly, { endStream: true }));
    await expect(inHead.listRuns()).rejects.toThrow('gRPC status 5: no such "experiment"');
    const inTrailers = await serve((stream) => respond(stream, Buffer.alloc(0), { 'grpc-status': '13', 'grpc-message': '100%' }));
    await expect(inTrailers.listRuns()).rejects.toThrow('gRPC status 13: 100%');
    const noGrpc = await serve((stream) => stream.respond({ ':status': 404 }, { endStream: true }));
    await expect(noGrpc.listRuns()).rejects.toThrow('HTTP status 404');
  });

  it('takes no answer that is cut, too long, or no message', async () => {
    const cut = await serve((stream) => respond(stream, runs('a').subarray(0, -1)));
    await expect(cut.listRuns()).rejects.toThrow('the answer was cut short');
    const long = await serve((stream) => respond(stream, runs('a'.repeat(LIMITS.answerBytes))));
    await expect(long.listRuns()).rejects.toThrow('at most 1000000 are taken');
    const garbage = await serve((stream) => respond(stream, grpcFrame(Uint8Array.of(0xff, 0xff))));
    await expect(garbage.listRuns()).rejects.toThrow();
  });

  it('waits no longer than its time, and the session goes on', async () => {
    let silent = true;
    const { listRuns } = await serve((stream) => (silent ? undefined : respond(stream, runs('a'))));
    await expect(listRuns({ ...LIMITS, timeoutMs: 100 })).rejects.toThrow('no answer within 0.1 s');
    silent = false;
    expect((await listRuns()).runs).toHaveLength(1);
  });

  it.each(['server', 'socket', 'session'] as const)('fails when the %s goes in the middle of an answer', async (who) => {
    const { listRuns, session, socket } = await serve((stream) => {
      stream.respond({ ':status': 200 });
      stream.write(runs('a').subarray(0, 6));
      setTimeout(() => {
        if (who === 'server') stream.session?.destroy();
        else if (who === 'socket') socket.destroy();
        else session.close();
      }, 50);
    });
    await expect(listRuns()).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(listRuns()).rejects.toThrow('The connection to the data server is closed.');
  });
});

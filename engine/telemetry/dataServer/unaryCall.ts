import { constants, type ClientHttp2Stream, type IncomingHttpHeaders, type IncomingHttpStatusHeader } from 'node:http2';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { GrpcFrameReader, grpcFrame } from './grpcFrame';
import type { TunnelSession } from './session';

export interface CallLimits {
  timeoutMs: number;
  /** Bytes of the answer. */
  answerBytes: number;
}

type Head = IncomingHttpHeaders & IncomingHttpStatusHeader;

/**
 * One gRPC call with one message each way, as gRPC's PROTOCOL-HTTP2 document has it.
 *
 * @throws Error when there is no whole answer in time, or the server answers with a status other than OK
 */
export async function unaryCall<I extends DescMessage, O extends DescMessage>(
  session: TunnelSession,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  limits: CallLimits,
): Promise<MessageShape<O>> {
  const body = grpcFrame(toBinary(method.input, create(method.input, request)));
  const stream = session.request({
    ':method': 'POST',
    ':path': `/${method.parent.typeName}/${method.name}`,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    'grpc-timeout': `${limits.timeoutMs}m`,
  });
  return fromBinary(method.output, await exchange(stream, body, limits));
}

/**
 * By events, not by `for await`: Node 24.20 and later report a premature close to an iteration that starts after the whole
 * answer has arrived (nodejs/node#65677), and a short answer arrives together with its head.
 */
function exchange(stream: ClientHttp2Stream, body: Uint8Array, { timeoutMs, answerBytes }: CallLimits): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new GrpcFrameReader(answerBytes);
    let head: Head = {};
    let trailers: IncomingHttpHeaders = {};
    const abandon = (error: unknown) => {
      reject(error as Error);
      stream.close(constants.NGHTTP2_CANCEL);
    };
    const timer = setTimeout(() => abandon(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    stream.on('response', (headers) => (head = headers));
    stream.on('trailers', (headers) => (trailers = headers));
    stream.on('data', (chunk: Uint8Array) => {
      try {
        reader.push(chunk);
      } catch (error) {
        abandon(error);
      }
    });
    stream.on('error', reject);
    // Comes last, whatever happened, and in the flowing mode of 'data' after all of it.
    stream.on('close', () => {
      clearTimeout(timer);
      try {
        checkStatus(head, trailers);
        resolve(reader.message());
      } catch (error) {
        reject(error as Error);
      }
    });
    stream.end(body);
  });
}

/** An answer without a message carries its status in its head. @throws Error unless it is OK */
function checkStatus(head: Head, trailers: IncomingHttpHeaders): void {
  const status = trailers['grpc-status'] ?? head['grpc-status'];
  if (status === '0') return;
  if (status !== undefined) {
    const message = trailers['grpc-message'] ?? head['grpc-message'];
    throw new Error(`gRPC status ${String(status)}${message ? `: ${percentDecoded(String(message))}` : ''}`);
  }
  const http = head[':status'];
  throw new Error(http === undefined || http === 200 ? 'the connection ended before the answer' : `HTTP status ${http}`);
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

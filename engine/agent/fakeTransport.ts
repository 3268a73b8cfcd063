import { PassThrough } from 'node:stream';
import { encodeFrame, FrameDecoder } from '../../protocol/frames';
import type { Exit, Transport } from './transport';

/** The far end of a transport in memory: for tests of what this end makes of bytes, frames and endings. */
export interface FarEnd {
  transport: Transport;
  /** Frames that arrived here. */
  received: { header: unknown; payload: Uint8Array }[];
  write(text: string | Uint8Array): void;
  send(header: unknown, payload?: Uint8Array): void;
  exit(exit?: Partial<Exit>): void;
  readonly ended: boolean;
}

export function fakeTransport(onFrame: (header: unknown, far: FarEnd) => void = () => undefined): FarEnd {
  const input = new PassThrough();
  const output = new PassThrough();
  let resolveExit: (exit: Exit) => void = () => undefined;
  const exit = new Promise<Exit>((resolve) => (resolveExit = resolve));
  const end = (found: Partial<Exit> = {}) => resolveExit({ code: 0, signal: null, error: null, ...found });
  const state = { ended: false };
  const far: FarEnd = {
    transport: {
      input,
      output,
      exit,
      stderr: () => '',
      end: () => {
        state.ended = true;
        end();
      },
    },
    received: [],
    write: (text) => void output.write(text),
    send: (header, payload) => void output.write(encodeFrame(header, payload)),
    exit: end,
    get ended() {
      return state.ended;
    },
  };
  const decoder = new FrameDecoder();
  // This direction has no preamble; the decoder wants one.
  for (const _ of decoder.push(new TextEncoder().encode('REASONER-AGENT 1\n'))) break;
  input.on('data', (chunk: Uint8Array) => {
    for (const frame of decoder.push(chunk)) {
      far.received.push(frame);
      onFrame(frame.header, far);
    }
  });
  return far;
}

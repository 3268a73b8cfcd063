import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameDecoder, FrameError } from './frames';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const concat = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const PREAMBLE = bytes('REASONER-AGENT 1\n');

function decodeAll(stream: Uint8Array, chunk: number): { header: unknown; text: string }[] {
  const decoder = new FrameDecoder();
  const out = [];
  for (let at = 0; at < stream.length; at += chunk) {
    for (const frame of decoder.push(stream.subarray(at, at + chunk))) {
      out.push({ header: frame.header, text: new TextDecoder().decode(frame.payload) });
    }
  }
  return out;
}

describe('the agent stream', () => {
  const stream = concat(
    bytes('Welcome to the cluster!\nLast login: today\n'),
    PREAMBLE,
    encodeFrame({ id: 1, result: {} }, bytes('payload')),
    encodeFrame({ sub: 2, event: 'ü' }),
  );
  const frames = [
    { header: { id: 1, result: {} }, text: 'payload' },
    { header: { sub: 2, event: 'ü' }, text: '' },
  ];

  it('is cut into frames wherever its chunks end', () => {
    for (let chunk = 1; chunk <= stream.length; chunk++) expect(decodeAll(stream, chunk)).toEqual(frames);
  });

  it('keeps what a login script printed, for the error message', () => {
    const decoder = new FrameDecoder();
    expect([...decoder.push(bytes('bash: python3: command not found\n'))]).toEqual([]);
    expect(decoder.noise).toContain('command not found');
  });

  it('is given up when the peer is no agent', () => {
    expect(() => [...new FrameDecoder().push(new Uint8Array(70_000).fill(65))]).toThrow(FrameError);
  });

  it('never allocates what a hostile length asks for', () => {
    const decoder = new FrameDecoder();
    expect(() => [...decoder.push(concat(PREAMBLE, new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0])))]).toThrow(/over the limit/);
  });

  it('is given up when a header is not JSON', () => {
    const decoder = new FrameDecoder();
    expect(() => [...decoder.push(concat(PREAMBLE, new Uint8Array([0, 0, 0, 2, 0, 0, 0, 0, 123, 123])))]).toThrow(/not JSON/);
  });
});

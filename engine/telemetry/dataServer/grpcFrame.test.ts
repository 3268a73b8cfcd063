import { describe, expect, it } from 'vitest';
import { GrpcFrameReader, grpcFrame } from './grpcFrame';

describe('grpcFrame', () => {
  it('puts a flag byte and a big-endian length before the message', () => {
    expect([...grpcFrame(Uint8Array.of(7, 8, 9))]).toEqual([0, 0, 0, 0, 3, 7, 8, 9]);
  });
});

describe('GrpcFrameReader', () => {
  const read = (chunks: Iterable<Uint8Array>, limit = 1000) => {
    const reader = new GrpcFrameReader(limit);
    for (const chunk of chunks) reader.push(chunk);
    return [...reader.message()];
  };
  const frame = grpcFrame(Uint8Array.of(1, 2, 3));

  it('takes a message from pieces of any size', () => {
    expect(read([frame])).toEqual([1, 2, 3]);
    expect(read([...frame].map((byte) => Uint8Array.of(byte)))).toEqual([1, 2, 3]);
    expect(read([grpcFrame(new Uint8Array(0))])).toEqual([]);
  });

  it('refuses a body that is no single whole message', () => {
    expect(() => read([])).toThrow('cut short');
    expect(() => read([frame.subarray(0, 4)])).toThrow('cut short');
    expect(() => read([frame.subarray(0, -1)])).toThrow('cut short');
    expect(() => read([frame, frame])).toThrow('more than one message');
    expect(() => read([Uint8Array.of(1, 0, 0, 0, 0)])).toThrow('compressed');
  });

  it('refuses what is too long when it is announced, before it arrives', () => {
    expect(read([frame], 3)).toEqual([1, 2, 3]);
    expect(() => new GrpcFrameReader(2).push(frame.subarray(0, 5))).toThrow('an answer of 3 bytes; at most 2 are taken');
  });
});

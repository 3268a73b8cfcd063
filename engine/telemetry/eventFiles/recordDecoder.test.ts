import { describe, expect, it } from 'vitest';
import { record } from './testEvents';
import { MAX_RECORD, RecordDecoder } from './recordDecoder';

const text = (value: string) => Buffer.from(value);
const three = Buffer.concat([record(text('first')), record(text('')), record(text('a longer third record'))]);

function read(...chunks: Uint8Array[]) {
  const decoder = new RecordDecoder();
  const records = chunks.flatMap((chunk) => decoder.push(chunk));
  return { decoder, texts: records.map(({ data }) => Buffer.from(data).toString()), records };
}

/** A header whose length is `length`, with a fitting checksum. */
function headerClaiming(length: bigint): Buffer {
  const data = Buffer.alloc(8);
  data.writeBigUInt64LE(length);
  return Buffer.concat([data, record(data).subarray(-4)]);
}

describe('RecordDecoder', () => {
  it('gives the same records for every split of the bytes', () => {
    for (let cut = 0; cut <= three.length; cut++) {
      const { texts, decoder } = read(three.subarray(0, cut), three.subarray(cut));
      expect(texts).toEqual(['first', '', 'a longer third record']);
      expect(decoder.pending).toBe(0);
    }
  });

  it('takes single bytes', () => {
    expect(read(...[...three].map((byte) => new Uint8Array([byte]))).texts).toHaveLength(3);
  });

  it('waits for the rest of a torn record and counts only whole ones', () => {
    const { texts, decoder } = read(three.subarray(0, three.length - 1));
    expect(texts).toEqual(['first', '']);
    expect(decoder.dead).toBeNull();
    expect(decoder.consumed).toBe(21 + 16);
    expect(decoder.pending).toBe(three.length - 1 - decoder.consumed);
  });

  it('marks a wrong data checksum and goes on', () => {
    const { records, decoder } = read(record(text('bad'), { badDataCrc: true }), record(text('good')));
    expect(records.map(({ intact }) => intact)).toEqual([false, true]);
    expect(decoder.dead).toBeNull();
  });

  it('is dead after a wrong length checksum, and keeps what came before', () => {
    const { texts, decoder } = read(record(text('ok')), record(text('lost'), { badLengthCrc: true }), record(text('unreachable')));
    expect(texts).toEqual(['ok']);
    expect(decoder.dead).toBe('a record length has a wrong checksum after 18 bytes');
  });

  it('never believes a length that is too long, though its checksum fits', () => {
    for (const length of [BigInt(MAX_RECORD) + 1n, 2n ** 53n + 1n, 2n ** 64n - 1n]) {
      const { decoder } = read(headerClaiming(length), Buffer.alloc(100));
      expect(decoder.dead).toBe(`a record claims more than ${MAX_RECORD} bytes after 0 bytes`);
      expect(decoder.pending).toBe(0);
    }
  });

  it('says where each record begins', () => {
    expect(read(three).records.map(({ offset }) => offset)).toEqual([0, 21, 37]);
  });

  it('waits for a record that claims more than the file holds', () => {
    const { texts, decoder } = read(headerClaiming(1000n), Buffer.alloc(10));
    expect(texts).toEqual([]);
    expect(decoder.dead).toBeNull();
  });
});

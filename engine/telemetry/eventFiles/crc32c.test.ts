import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from './crc32c';

const text = (value: string) => new TextEncoder().encode(value);

describe('CRC-32C', () => {
  it('gives the published value for 32 zero bytes', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('masks as TensorFlow does', () => {
    expect(maskedCrc32c(new Uint8Array([0x1a, 0x11, ...text('CRC test, one two')]))).toBe(0x5794d08a);
    expect(maskedCrc32c(new Uint8Array([24, 0, 0, 0, 0, 0, 0, 0]))).toBe(0x224b7fa3);
    const version = new Uint8Array([0x09, 0, 0, 0x80, 0x38, 0x99, 0xd6, 0xd7, 0x41, 0x1a, 0x0d, ...text('brain.Event:2')]);
    expect(maskedCrc32c(version)).toBe(0xab364b12);
  });
});

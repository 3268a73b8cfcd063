import { maskedCrc32c } from './crc32c';

/** A longer record is taken for damage: no scalar event comes near it, and a length is an attacker's number. */
export const MAX_RECORD = 64 * 1024 * 1024;

const HEADER = 12;
const FOOTER = 4;

export interface TfRecord {
  data: Uint8Array;
  /** False when the checksum over `data` does not fit; the reader above decides what that means. */
  intact: boolean;
  /** Where the record begins in its file, in bytes. */
  offset: number;
}

/**
 * Cuts an event file's bytes into records, whatever the chunks are:
 *
 *   u64 LE length | u32 LE masked CRC-32C of the length | data | u32 LE masked CRC-32C of the data
 *
 * A record that is not complete yet waits for the next chunk. After a length that cannot be trusted nothing later can be
 * found any more: `dead` says why and further bytes are dropped.
 */
export class RecordDecoder {
  dead: string | null = null;
  /** Bytes of complete records so far. */
  consumed = 0;
  private chunks: Uint8Array[] = [];
  /** Bytes of an unfinished record at the end. */
  pending = 0;
  /** Bytes that must be there before it is worth looking again: a long record is put together once, not per chunk. */
  private wanted = HEADER;

  push(chunk: Uint8Array): TfRecord[] {
    if (this.dead !== null || chunk.length === 0) return [];
    this.chunks.push(chunk);
    this.pending += chunk.length;
    if (this.pending < this.wanted) return [];
    const bytes = this.chunks.length === 1 ? chunk : concat(this.chunks, this.pending);
    const records: TfRecord[] = [];
    let at = 0;
    for (;;) {
      this.wanted = HEADER;
      if (bytes.length - at < HEADER) break;
      if (u32(bytes, at + 8) !== maskedCrc32c(bytes, at, at + 8)) {
        this.die('a record length has a wrong checksum');
        return records;
      }
      // Above 2^53 the sum is not exact, but far above the limit all the same.
      const length = u32(bytes, at) + u32(bytes, at + 4) * 0x100000000;
      if (length > MAX_RECORD) {
        this.die(`a record claims more than ${MAX_RECORD} bytes`);
        return records;
      }
      this.wanted = HEADER + length + FOOTER;
      if (bytes.length - at < this.wanted) break;
      const data = bytes.subarray(at + HEADER, at + HEADER + length);
      const intact = u32(bytes, at + HEADER + length) === maskedCrc32c(data);
      records.push({ data, intact, offset: this.consumed });
      at += this.wanted;
      this.consumed += this.wanted;
    }
    this.pending = bytes.length - at;
    this.chunks = this.pending > 0 ? [bytes.subarray(at)] : [];
    return records;
  }

  /** Nothing from `offset` on can be trusted. */
  die(reason: string, offset = this.consumed): void {
    this.dead = `${reason} after ${offset} bytes`;
    this.chunks = [];
    this.pending = 0;
  }
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function u32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  return (low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)) >>> 0;
}

/** The bytes are no protobuf message of the expected kind. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
const START_GROUP = 3;
const END_GROUP = 4;
export const FIXED32 = 5;

const MAX_GROUP_DEPTH = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Walks the fields of one protobuf message in [at, end). Only what event files need, and no schema. */
export class WireReader {
  field = 0;
  type = VARINT;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    private at = 0,
    private readonly end = bytes.length,
  ) {}

  /** Moves to the next field; false at the end. @throws WireError */
  next(): boolean {
    if (this.at >= this.end) return false;
    const key = this.varint();
    this.type = key & 7;
    this.field = Math.floor(key / 8);
    if (key > 0xffffffff || this.field <= 0 || this.type > FIXED32) throw new WireError(`field key ${key}`);
    return true;
  }

  /** @throws WireError when the field was written with another wire type than its message's definition says */
  expect(type: number): void {
    if (this.type !== type) throw new WireError(`field ${this.field} has wire type ${this.type}`);
  }

  /** A signed 64-bit integer as a double: exact up to 2^53. Non-minimal encodings are legal. */
  varint(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw new WireError('a number ends too early');
      const byte = this.bytes[this.at++] as number;
      const part = byte & 0x7f;
      if (shift < 28) low |= part << shift;
      else if (shift === 28) {
        low |= (part & 0x0f) << 28;
        high = part >>> 4;
      } else if (shift < 63) high |= part << (shift - 32);
      else {
        if (byte > 1) throw new WireError('a number has more than 64 bits');
        high |= part << 31;
      }
      if (byte < 0x80) return (high | 0) * 0x100000000 + (low >>> 0);
    }
    throw new WireError('a number has more than ten bytes');
  }

  double(): number {
    return this.view.getFloat64(this.advance(8), true);
  }

  float(): number {
    return this.view.getFloat32(this.advance(4), true);
  }

  /** The message in a length-delimited field, read where it lies. */
  message(): WireReader {
    const length = this.varint();
    const start = this.advance(length);
    return new WireReader(this.bytes, this.view, start, start + length);
  }

  /** The payload of a length-delimited field, not copied. */
  payload(): Uint8Array {
    const length = this.varint();
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** @throws WireError when the bytes are not UTF-8 */
  string(): string {
    const bytes = this.payload();
    try {
      return utf8.decode(bytes);
    } catch {
      throw new WireError('a string is not UTF-8');
    }
  }

  skip(depth = 0): void {
    if (this.type === VARINT) this.varint();
    else if (this.type === FIXED64) this.advance(8);
    else if (this.type === LENGTH) this.advance(this.varint());
    else if (this.type === FIXED32) this.advance(4);
    else if (this.type === START_GROUP) this.skipGroup(depth);
    else throw new WireError('a group ends that never began');
  }

  private skipGroup(depth: number): void {
    if (depth >= MAX_GROUP_DEPTH) throw new WireError('groups are nested too deeply');
    const group = this.field;
    for (;;) {
      if (!this.next()) throw new WireError('a group does not end');
      if (this.type === END_GROUP) {
        if (this.field !== group) throw new WireError('a group ends with another number');
        return;
      }
      this.skip(depth + 1);
    }
  }

  private advance(count: number): number {
    const start = this.at;
    if (!(count >= 0) || start + count > this.end) throw new WireError('a field is longer than its message');
    this.at = start + count;
    return start;
  }
}

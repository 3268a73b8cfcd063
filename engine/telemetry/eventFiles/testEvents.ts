// Event file bytes for tests: right ones, and every kind of wrong one. Nothing of the product imports this.
import { maskedCrc32c } from './crc32c';

/** Bytes of one record: length, its checksum, data, its checksum. */
export function record(data: Uint8Array, { badLengthCrc = false, badDataCrc = false } = {}): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, crc(length, badLengthCrc), data, crc(data, badDataCrc)]);
}

function crc(bytes: Uint8Array, wrong: boolean): Buffer {
  const out = Buffer.alloc(4);
  out.writeUInt32LE((maskedCrc32c(bytes) ^ (wrong ? 1 : 0)) >>> 0);
  return out;
}

// The few protobuf shapes that events need, written by hand so that tests can also write wrong ones.
export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}
export const key = (field: number, type: number): Buffer => varint((field << 3) | type);
export const integer = (field: number, value: number | bigint): Buffer => Buffer.concat([key(field, 0), varint(value)]);
export const bytes = (field: number, value: Uint8Array | string): Buffer => {
  const payload = Buffer.from(value);
  return Buffer.concat([key(field, 2), varint(payload.length), payload]);
};
export function float(field: number, value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeFloatLE(value);
  return Buffer.concat([key(field, 5), out]);
}
export function double(field: number, value: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeDoubleLE(value);
  return Buffer.concat([key(field, 1), out]);
}

/** Summary.Value with a simple_value, as torch's `add_scalar` writes it. */
export const simpleValue = (tag: string, value: number): Buffer => Buffer.concat([bytes(1, tag), float(2, value)]);

/** Summary.Value with a rank-0 tensor of the scalars plugin, as TensorFlow 2 writes it. */
export function tensorValue(tag: string, tensor: Uint8Array, plugin = 'scalars'): Buffer {
  return Buffer.concat([bytes(1, tag), bytes(8, tensor), bytes(9, bytes(1, bytes(1, plugin)))]);
}
/** TensorProto {dtype DT_FLOAT, no shape, float_val packed}. */
export function floatTensor(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeFloatLE(value);
  return Buffer.concat([integer(1, 1), bytes(2, ''), bytes(5, out)]);
}

/** Event with summary values; step 0 is absent on the wire, as proto3 has it. */
export function event(step: number, wallTime: number, values: Uint8Array[]): Buffer {
  return Buffer.concat([
    double(1, wallTime),
    ...(step === 0 ? [] : [integer(2, step)]),
    bytes(5, Buffer.concat(values.map((value) => bytes(1, value)))),
  ]);
}

/** The record every event file starts with. */
export const versionRecord = (wallTime: number): Buffer =>
  record(Buffer.concat([double(1, wallTime), bytes(3, 'brain.Event:2')]));

/** One record with a simple value. */
export const scalarRecord = (tag: string, step: number, value: number, wallTime: number): Buffer =>
  record(event(step, wallTime, [simpleValue(tag, value)]));

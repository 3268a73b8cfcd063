/** Writes safetensors files, well-formed and otherwise, byte by byte. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface TensorData {
  dtype: string;
  shape: number[];
  data: Uint8Array;
}

/** Tensors lie in the order of `tensors`. */
export function safetensors(tensors: Record<string, TensorData> | Map<string, TensorData>): Buffer {
  const entries = tensors instanceof Map ? [...tensors] : Object.entries(tensors);
  let at = 0;
  const header = entries.map(([name, { dtype, shape, data }]) => {
    const begin = at;
    at += data.length;
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, at] })}`;
  });
  return withHeader(`{${header.join(',')}}`, Buffer.concat(entries.map(([, { data }]) => data)));
}

/** Any header text before any data; `length` overrides what the prefix claims. */
export function withHeader(header: string, data: Uint8Array = Buffer.alloc(0), length?: bigint): Buffer {
  const json = Buffer.from(header);
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(length ?? BigInt(json.length));
  return Buffer.concat([prefix, json, data]);
}

/** A folder like the ones the Trainer writes; values that are neither text nor bytes become JSON. */
export function writeFolder(folder: string, files: Record<string, Uint8Array | string | object>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const raw = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    writeFileSync(path.join(folder, name), raw);
  }
  return folder;
}

export function f32(values: number[], shape: number[] = [values.length]): TensorData {
  return { dtype: 'F32', shape, data: new Uint8Array(Float32Array.from(values).buffer) };
}

/** Values must be exact in bfloat16: it keeps the upper half of the bits. */
export function bf16(values: number[], shape: number[] = [values.length]): TensorData {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  return { dtype: 'BF16', shape, data: new Uint8Array(Uint16Array.from(bits, (bit) => bit >>> 16).buffer) };
}

/**
 * Strict safetensors headers: accepts and rejects what the reference implementation (safetensors 0.8) does.
 *
 * Layout: u64 LE header length N | N bytes of UTF-8 JSON | data. Entry: dtype, shape, data_offsets [begin, end) relative
 * to the data. Two curiosities of the reference's JSON reader are refused here: an entry written as an array, and a
 * dtype written as an object.
 */
import type { TensorInfo } from '../../protocol/checkpoint';
import { DTYPE_BITS } from './dtypes';
import { HeaderObject, parseHeaderJson, type HeaderValue } from './headerJson';

export const PREFIX_BYTES = 8;
export const MAX_HEADER_BYTES = 100_000_000;
const MAX_U64 = 2n ** 64n - 1n;

/** `writing`: the header is fine and the file is shorter than it promises. `torn`: everything else. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
  constructor(
    readonly state: 'writing' | 'torn',
    message: string,
  ) {
    super(message);
  }
}
const torn = (message: string): HeaderError => new HeaderError('torn', message);

/**
 * Bytes of the JSON that follows the prefix, checked before anybody allocates them.
 *
 * @param prefix the file's first bytes, at least 8 of them unless the file is shorter
 * @throws HeaderError
 */
export function headerLength(prefix: Uint8Array, fileSize: number): number {
  if (fileSize < PREFIX_BYTES || prefix.length < PREFIX_BYTES) {
    throw torn(`the file has ${fileSize} bytes; the length of a safetensors header alone needs 8`);
  }
  const length = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) throw torn(`the header claims ${length} bytes; the limit is ${MAX_HEADER_BYTES}`);
  if (Number(length) + PREFIX_BYTES > fileSize) {
    throw torn(`the file ends inside its header (${fileSize - PREFIX_BYTES} of ${length} bytes are there)`);
  }
  return Number(length);
}

/**
 * Every tensor that the header names, by name.
 *
 * @param json the header's bytes, without the prefix
 * @param fileSize bytes of the whole file
 * @param file basename, copied into the result
 * @throws HeaderError
 */
export function parseHeader(json: Uint8Array, fileSize: number, file: string): Map<string, TensorInfo> {
  let root: HeaderValue;
  try {
    root = parseHeaderJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json));
  } catch (error) {
    throw torn(error instanceof SyntaxError ? `the header is not JSON: ${error.message}` : 'the header is not UTF-8');
  }
  if (!(root instanceof HeaderObject)) throw torn('the header is no object');
  const entries = new Map<string, Entry>();
  let described = false;
  for (const [name, value] of root.pairs) {
    if (name !== '__metadata__') {
      entries.set(name, entry(name, value)); // the reference keeps the last of two equal names
    } else if (described || !isMetadata(value)) {
      throw torn(described ? '__metadata__ stands there twice' : '__metadata__ must map names to strings');
    } else {
      described = true;
    }
  }
  checkLayout([...entries.values()], BigInt(fileSize - PREFIX_BYTES - json.length));
  const start = PREFIX_BYTES + json.length;
  return new Map(
    [...entries].map(([name, { dtype, shape, begin, end }]) => [
      name,
      { name, dtype, shape: shape.map(Number), file, begin: start + Number(begin), end: start + Number(end) },
    ]),
  );
}

interface Entry {
  name: string;
  dtype: string;
  shape: bigint[];
  /** Relative to the data. */
  begin: bigint;
  end: bigint;
}

const isMetadata = (value: HeaderValue): boolean =>
  value === null || (value instanceof HeaderObject && value.pairs.every(([, item]) => typeof item === 'string'));

const isNaturals = (value: HeaderValue | undefined): value is bigint[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'bigint' && item >= 0n);

function entry(name: string, value: HeaderValue): Entry {
  const where = `tensor ${JSON.stringify(name.slice(0, 80))}`;
  if (!(value instanceof HeaderObject)) throw torn(`${where} is no object`);
  const fields = new Map<string, HeaderValue>();
  for (const [key, item] of value.pairs) {
    const known = key === 'dtype' || key === 'shape' || key === 'data_offsets';
    if (known && fields.has(key)) throw torn(`${where} has ${key} twice`);
    fields.set(key, item);
  }
  const dtype = fields.get('dtype');
  const shape = fields.get('shape');
  const offsets = fields.get('data_offsets');
  if (dtype === undefined || shape === undefined || offsets === undefined) {
    throw torn(`${where} lacks dtype, shape or data_offsets`);
  }
  if (typeof dtype !== 'string' || !DTYPE_BITS.has(dtype)) {
    throw torn(`${where} has an unknown dtype${typeof dtype === 'string' ? ` (${dtype.slice(0, 20)})` : ''}`);
  }
  if (!isNaturals(shape)) throw torn(`${where}: its shape must be whole numbers`);
  if (!isNaturals(offsets) || offsets.length !== 2) throw torn(`${where}: data_offsets must be two whole numbers`);
  const [begin = 0n, end = 0n] = offsets;
  return { name, dtype, shape, begin, end };
}

/** Bytes a tensor takes. Overflow counts step by step, even before a later dimension of 0. */
function byteSize({ name, dtype, shape }: Entry): bigint {
  let elements = 1n;
  for (const dim of shape) {
    elements *= dim;
    if (elements > MAX_U64) throw torn(`tensor ${JSON.stringify(name)}: its shape overflows`);
  }
  const bits = elements * BigInt(DTYPE_BITS.get(dtype) ?? 0);
  if (bits > MAX_U64 || bits % 8n !== 0n) throw torn(`tensor ${JSON.stringify(name)} does not end on a byte`);
  return bits / 8n;
}

/** Data without holes or overlaps, exactly as long as the file. */
function checkLayout(entries: Entry[], dataBytes: bigint): void {
  let position = 0n;
  const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
  for (const tensor of entries.sort((a, b) => order(a.begin, b.begin) || order(a.end, b.end))) {
    const where = `tensor ${JSON.stringify(tensor.name.slice(0, 80))}`;
    if (tensor.begin < position || tensor.end < tensor.begin) throw torn(`${where} overlaps its neighbour`);
    if (tensor.begin > position) throw torn(`${where} leaves a hole before it`);
    if (tensor.end - tensor.begin !== byteSize(tensor)) throw torn(`${where}: its offsets do not fit its shape and dtype`);
    position = tensor.end;
  }
  if (position > dataBytes) {
    throw new HeaderError('writing', `the file is shorter than its header promises (${dataBytes} of ${position} data bytes)`);
  }
  if (position < dataBytes) throw torn(`${dataBytes - position} bytes follow the last tensor`);
}

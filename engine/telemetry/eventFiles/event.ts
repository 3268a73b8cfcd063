import { FIXED32, FIXED64, LENGTH, VARINT, WireError, WireReader } from './wire';

/** One value of a summary, as far as scalars need it. */
export interface SummaryValue {
  tag: string;
  /** Null when the value is no scalar in the data server's sense (a histogram, a DT_DOUBLE tensor, a vector ...). */
  scalar: number | null;
  simple: boolean;
  /** What the writer says about the series; it may come with the first value only. */
  plugin: string;
  dataClass: number;
}

export interface Event {
  step: number;
  /** Seconds since the epoch. */
  wallTime: number;
  values: SummaryValue[];
}

/** Field numbers of tensorboard/compat/proto (event, summary, tensor). */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, graphDef: 4, summary: 5, lastOneof: 9, sourceMetadata: 10 };
const VALUE = { tag: 1, simple: 2, firstOther: 3, lastOther: 6, nodeName: 7, tensor: 8, metadata: 9 };
const TENSOR = { dtype: 1, shape: 2, content: 4, floats: 5 };
const DT_FLOAT = 1;

/**
 * Decodes one record. The last member of a oneof wins, a repeated message is merged, unknown fields are skipped: protobuf's
 * own rules, because the data server applies them.
 *
 * @throws WireError when the bytes are no Event
 */
export function decodeEvent(bytes: Uint8Array): Event {
  const event: Event = { step: 0, wallTime: 0, values: [] };
  const reader = new WireReader(bytes);
  while (reader.next()) {
    if (reader.field === EVENT.wallTime) {
      reader.expect(FIXED64);
      event.wallTime = reader.double();
    } else if (reader.field === EVENT.step) {
      reader.expect(VARINT);
      event.step = reader.varint();
    } else if (reader.field === EVENT.summary) {
      reader.expect(LENGTH);
      decodeSummary(reader.message(), event.values);
    } else if (reader.field === EVENT.fileVersion) {
      reader.expect(LENGTH);
      reader.string();
      event.values = [];
    } else {
      if (reader.field <= EVENT.sourceMetadata) reader.expect(LENGTH);
      if (reader.field <= EVENT.lastOneof) event.values = [];
      reader.skip();
    }
  }
  return event;
}

function decodeSummary(reader: WireReader, values: SummaryValue[]): void {
  while (reader.next()) {
    if (reader.field !== 1) {
      reader.skip();
      continue;
    }
    reader.expect(LENGTH);
    const value = decodeValue(reader.message());
    if (value) values.push(value);
  }
}

/** Null for a value that holds nothing: it does not even open a series. */
function decodeValue(reader: WireReader): SummaryValue | null {
  const value: SummaryValue = { tag: '', scalar: null, simple: false, plugin: '', dataClass: 0 };
  let kind: 'simple' | 'tensor' | 'other' | null = null;
  let tensor: Tensor | null = null;
  while (reader.next()) {
    if (reader.field === VALUE.simple) {
      reader.expect(FIXED32);
      value.scalar = reader.float();
      kind = 'simple';
    } else if (reader.field === VALUE.tag) {
      reader.expect(LENGTH);
      value.tag = reader.string();
    } else if (reader.field === VALUE.tensor) {
      reader.expect(LENGTH);
      if (kind !== 'tensor' || !tensor) tensor = new Tensor();
      tensor.merge(reader.message());
      kind = 'tensor';
    } else if (reader.field === VALUE.metadata) {
      reader.expect(LENGTH);
      decodeMetadata(reader.message(), value);
    } else {
      if (reader.field <= VALUE.nodeName) reader.expect(LENGTH);
      if (reader.field >= VALUE.firstOther && reader.field <= VALUE.lastOther) kind = 'other';
      reader.skip();
    }
  }
  if (kind === null) return null;
  value.simple = kind === 'simple';
  if (kind !== 'simple') value.scalar = kind === 'tensor' && tensor ? tensor.scalar() : null;
  return value;
}

function decodeMetadata(reader: WireReader, value: SummaryValue): void {
  while (reader.next()) {
    if (reader.field === 1) {
      reader.expect(LENGTH);
      const plugin = reader.message();
      while (plugin.next()) {
        if (plugin.field !== 1) plugin.skip();
        else {
          plugin.expect(LENGTH);
          value.plugin = plugin.string();
        }
      }
    } else if (reader.field === 4) {
      reader.expect(VARINT);
      value.dataClass = reader.varint() | 0;
    } else {
      if (reader.field <= 3) reader.expect(LENGTH);
      reader.skip();
    }
  }
}

/** The part of a TensorProto that decides whether it is a float scalar. */
class Tensor {
  private dtype = 0;
  private dimensions = 0;
  private content: Uint8Array = new Uint8Array(0);
  private floats: number[] = [];

  merge(reader: WireReader): void {
    while (reader.next()) {
      if (reader.field === TENSOR.dtype) {
        reader.expect(VARINT);
        this.dtype = reader.varint() | 0;
      } else if (reader.field === TENSOR.shape) {
        reader.expect(LENGTH);
        this.dimensions += countDimensions(reader.message());
      } else if (reader.field === TENSOR.content) {
        reader.expect(LENGTH);
        this.content = reader.payload();
      } else if (reader.field === TENSOR.floats) {
        this.readFloats(reader);
      } else reader.skip();
    }
  }

  private readFloats(reader: WireReader): void {
    if (reader.type === FIXED32) {
      this.floats.push(reader.float());
      return;
    }
    reader.expect(LENGTH);
    const packed = reader.payload();
    if (packed.length % 4 !== 0) throw new WireError('packed floats are cut');
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    for (let at = 0; at < packed.length; at += 4) this.floats.push(view.getFloat32(at, true));
  }

  /** As the data server: rank 0 and DT_FLOAT, one value. Everything else is no scalar. */
  scalar(): number | null {
    if (this.dimensions > 0 || this.dtype !== DT_FLOAT) return null;
    if (this.floats.length > 0) return this.floats.length === 1 ? (this.floats[0] ?? null) : null;
    if (this.content.length !== 4) return null;
    return new DataView(this.content.buffer, this.content.byteOffset, 4).getFloat32(0, true);
  }
}

function countDimensions(reader: WireReader): number {
  let count = 0;
  while (reader.next()) {
    if (reader.field === 2) count++;
    reader.skip();
  }
  return count;
}

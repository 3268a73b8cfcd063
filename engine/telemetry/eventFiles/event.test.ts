import { describe, expect, it } from 'vitest';
import {
  bytes,
  double,
  event,
  float,
  floatTensor,
  integer,
  key,
  simpleValue,
  tensorValue,
  varint,
} from './testEvents';
import { decodeEvent } from './event';
import { WireError } from './wire';

const scalars = (data: Uint8Array) => decodeEvent(data).values.map(({ tag, scalar }) => [tag, scalar]);
const summary = (...values: Uint8Array[]) => bytes(5, Buffer.concat(values.map((value) => bytes(1, value))));

describe('decodeEvent', () => {
  it('reads step, time and simple values; 0.0 is a value, step 0 is absent', () => {
    expect(decodeEvent(event(7, 1234.5, [simpleValue('train/loss', 0)]))).toMatchObject({
      step: 7,
      wallTime: 1234.5,
      values: [{ tag: 'train/loss', scalar: 0, simple: true }],
    });
    expect(decodeEvent(event(0, 1, [])).step).toBe(0);
  });

  it('keeps NaN and infinities', () => {
    const values = [NaN, Infinity, -Infinity].map((value, at) => simpleValue(`tag ${at}`, value));
    expect(scalars(event(1, 1, values)).map(([, value]) => value)).toEqual([NaN, Infinity, -Infinity]);
  });

  it('accepts float scalars in tensors in all three spellings', () => {
    const content = Buffer.alloc(4);
    content.writeFloatLE(0.5);
    const unpacked = Buffer.concat([integer(1, 1), float(5, 0.5)]);
    const inContent = Buffer.concat([integer(1, 1), bytes(4, content)]);
    for (const tensor of [floatTensor(0.5), unpacked, inContent]) {
      expect(scalars(event(1, 1, [tensorValue('t', tensor)]))).toEqual([['t', 0.5]]);
    }
  });

  it('takes doubles, vectors and cut tensors for no scalar', () => {
    const cases = [
      Buffer.concat([integer(1, 2), double(6, 0.5)]),
      Buffer.concat([integer(1, 1), bytes(2, bytes(2, integer(1, 1))), float(5, 0.5)]),
      Buffer.concat([integer(1, 1), float(5, 0.5), float(5, 0.6)]),
      Buffer.concat([integer(1, 1), bytes(4, Buffer.alloc(2))]),
      integer(1, 1),
    ];
    for (const tensor of cases) expect(scalars(event(1, 1, [tensorValue('t', tensor)]))).toEqual([['t', null]]);
  });

  it('follows protobuf: last member of a oneof wins, unknown fields and groups are skipped', () => {
    const twice = Buffer.concat([simpleValue('t', 1), bytes(8, floatTensor(2))]);
    expect(scalars(event(1, 1, [twice]))).toEqual([['t', 2]]);
    expect(scalars(Buffer.concat([summary(simpleValue('lost', 1)), bytes(3, 'brain.Event:2')]))).toEqual([]);
    expect(scalars(Buffer.concat([summary(simpleValue('a', 1)), summary(simpleValue('b', 2))]))).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    const group = Buffer.concat([key(99, 3), integer(1, 5), key(98, 3), key(98, 4), key(99, 4)]);
    expect(scalars(Buffer.concat([group, integer(1000, 1), bytes(77, 'x'), summary(simpleValue('t', 3))]))).toEqual([['t', 3]]);
  });

  it('reads wide, negative and non-minimal integers', () => {
    const step = (encoded: Uint8Array) => decodeEvent(Buffer.concat([key(2, 0), encoded])).step;
    expect(step(varint(2n ** 53n))).toBe(2 ** 53);
    expect(step(varint(2 ** 32))).toBe(2 ** 32);
    expect(step(varint(123456789012345))).toBe(123456789012345);
    expect(step(varint(-5))).toBe(-5);
    expect(step(Buffer.from([0x85, 0x80, 0x80, 0x00]))).toBe(5);
  });

  it('keeps tags opaque', () => {
    for (const tag of ['a/b/c', '__proto__', '数学', '', '<img src=x>', 'val@1']) {
      expect(scalars(event(1, 1, [simpleValue(tag, 1)]))).toEqual([[tag, 1]]);
    }
  });

  it('refuses what is no event', () => {
    const broken: [string, Uint8Array][] = [
      ['wrong wire type of a known field', integer(1, 5)],
      ['a summary that is a number', integer(5, 5)],
      ['a field longer than its message', Buffer.concat([key(5, 2), varint(100)])],
      ['a length of 2^63', Buffer.concat([key(5, 2), varint(2n ** 63n)])],
      ['a number that does not end', Buffer.from([0x10, 0x80])],
      ['a number of eleven bytes', Buffer.from([0x10, ...Array<number>(10).fill(0x80), 0])],
      ['a number of 65 bits', Buffer.from([0x10, ...Array<number>(9).fill(0xff), 0x02])],
      ['field number 0', Buffer.from([0x00, 0x01])],
      ['a tag that is not UTF-8', summary(Buffer.concat([bytes(1, Buffer.from([0xff, 0xfe])), float(2, 1)]))],
      ['a group that does not end', key(99, 3)],
      ['a group that ends with another number', Buffer.concat([key(99, 3), key(98, 4)])],
      ['groups without bottom', Buffer.concat(Array.from({ length: 5000 }, () => key(99, 3)))],
      ['text', Buffer.from('this is no protobuf')],
    ];
    for (const [what, data] of broken) expect(() => decodeEvent(data), what).toThrow(WireError);
  });

  it('throws nothing but WireError on random bytes', () => {
    let seed = 1;
    for (let round = 0; round < 3000; round++) {
      const data = Buffer.from(Array.from({ length: round % 40 }, () => (seed = (seed * 48271) % 0x7fffffff) & 0xff));
      try {
        decodeEvent(data);
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HeaderError, headerLength, parseHeader } from './safetensorsHeader';

/** What the reference accepts and rejects; test/checkpoints holds the reference itself to the same table. */
interface Case {
  name: string;
  state: 'complete' | 'writing' | 'torn';
  header?: string;
  headerHex?: string;
  length?: string;
  data: number;
}
const cases = JSON.parse(readFileSync('test/checkpoints/header-cases.json', 'utf8')) as Case[];

function read({ header, headerHex, length, data }: Omit<Case, 'name' | 'state'>): ReturnType<typeof parseHeader> {
  const json = headerHex === undefined ? Buffer.from(header ?? '') : Buffer.from(headerHex, 'hex');
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length ?? json.length));
  const size = 8 + json.length + data;
  const count = headerLength(prefix, size);
  return parseHeader(json.subarray(0, count), size, 'model.safetensors');
}

function stateOf(file: Omit<Case, 'name' | 'state'>): string {
  try {
    read(file);
    return 'complete';
  } catch (error) {
    if (!(error instanceof HeaderError)) throw error;
    return error.state;
  }
}

describe('the safetensors header', () => {
  it.each(cases)('$name: $state', (file) => {
    expect(stateOf(file)).toBe(file.state);
  });

  it('names tensors with absolute byte ranges', () => {
    const header = '{"__metadata__":{"format":"pt"},"w":{"dtype":"BF16","shape":[2,3],"data_offsets":[0,12]}}';
    expect([...read({ header, data: 12 }).values()]).toEqual([
      { name: 'w', dtype: 'BF16', shape: [2, 3], file: 'model.safetensors', begin: 8 + header.length, end: 20 + header.length },
    ]);
  });

  it('keeps hostile names as plain text', () => {
    const tensors = read({ header: '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', data: 1 });
    expect([...tensors.keys()]).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['dtype']).toBeUndefined();
  });

  it('says where the JSON breaks', () => {
    expect(() => read({ header: '{"a":{"dtype":"F32"', data: 0 })).toThrow("',' is missing (at character 19)");
  });

  it('refuses a file that has no room for a header', () => {
    expect(() => headerLength(new Uint8Array(3), 3)).toThrow('the file has 3 bytes');
  });
});

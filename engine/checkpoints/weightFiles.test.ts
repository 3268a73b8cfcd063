import { describe, expect, it } from 'vitest';
import { findWeightFiles, parseIndex } from './weightFiles';

describe('the weight files of a folder', () => {
  it('takes the single file first, as transformers does', () => {
    expect(findWeightFiles(['config.json', 'model.safetensors', 'model.safetensors.index.json'])).toEqual({
      kind: 'files',
      files: ['model.safetensors'],
    });
  });

  it('takes an index of shards, or an adapter', () => {
    const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    expect(findWeightFiles([...shards, 'model.safetensors.index.json'])).toMatchObject({ kind: 'index' });
    expect(findWeightFiles(['adapter_config.json', 'adapter_model.safetensors'])).toMatchObject({ files: ['adapter_model.safetensors'] });
  });

  it('waits for the index of shards', () => {
    expect(findWeightFiles(['model-00001-of-00002.safetensors'])).toMatchObject({ kind: 'problem', state: 'writing' });
  });

  it('never opens a pickle', () => {
    expect(findWeightFiles(['config.json', 'pytorch_model.bin'])).toMatchObject({ kind: 'problem', state: 'torn' });
  });

  it('finds nothing where nothing is', () => {
    expect(findWeightFiles(['config.json', 'optimizer.pt'])).toEqual({ kind: 'none' });
  });
});

describe('an index', () => {
  const index = (file: string): string => JSON.stringify({ weight_map: { w: file } });

  it('names each shard once', () => {
    const text = JSON.stringify({ weight_map: { a: 'x-2.safetensors', b: 'x-1.safetensors', c: 'x-2.safetensors' } });
    expect(parseIndex(text)).toEqual(['x-1.safetensors', 'x-2.safetensors']);
  });

  it.each(['../../etc/passwd', '/etc/passwd', '../model.safetensors', 'sub/model.safetensors', '.hidden.safetensors', 'a\\b.safetensors', 'a\0.safetensors', ''])(
    'refuses the file name %j',
    (name) => {
      expect(() => parseIndex(index(name))).toThrow('no plain *.safetensors name');
    },
  );

  it.each(['', '[]', '{}', '{"weight_map":[]}', '{"weight_map":{"w":1}}'])('refuses %j', (text) => {
    expect(() => parseIndex(text)).toThrow('index');
  });
});

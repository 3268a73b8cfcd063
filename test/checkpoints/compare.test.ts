import { openSync, closeSync, ftruncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckpointRecord, Comparison } from '../../protocol/checkpoint';
import { openCheckpoint } from '../../engine/checkpoints';
import { bf16, f32, safetensors, withHeader, writeFolder, type TensorData } from '../support/safetensorsWriter';
import { openHost, python, VENV, type Host } from './host';

let host: Host;
let counter = 0;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host.dispose());

type Files = Parameters<typeof writeFolder>[1];
const weights = (tensors: Parameters<typeof safetensors>[0]): Files => ({ 'model.safetensors': safetensors(tensors) });
const folder = (files: Files): Promise<CheckpointRecord> =>
  openCheckpoint(host.connection, writeFolder(path.join(host.folder, `checkpoint-${++counter}`), files));

async function compare(a: Files, b: Files): Promise<Comparison> {
  return host.checkpoints.compare(await folder(a), await folder(b), { venv: VENV });
}
const compareTensors = (a: Record<string, TensorData>, b: Record<string, TensorData>): Promise<Comparison> => compare(weights(a), weights(b));
const row = ({ tensors }: Comparison, name: string): Comparison['tensors'][number] | undefined => tensors.find((tensor) => tensor.name === name);

describe('two checkpoints of a vision-language model', () => {
  it('shows that a text-only stage left the vision tower alone', async () => {
    const [a, b] = [path.join(host.folder, 'before'), path.join(host.folder, 'after')];
    // Written by the library that the trainers use.
    python(
      `
import sys, os, numpy
from safetensors.numpy import save_file
random = numpy.random.default_rng(0)
names = ["visual.patch_embed.proj.weight", "visual.blocks.0.attn.qkv.weight", "visual.merger.mlp.0.weight",
         "model.embed_tokens.weight", "model.layers.0.mlp.up_proj.weight", "model.layers.1.mlp.up_proj.weight", "model.norm.weight"]
before = {name: random.standard_normal((64, 32)).astype("float32") for name in names}
after = {name: value if name.startswith("visual") else value * numpy.float32(1.0625) for name, value in before.items()}
for folder, state in zip(sys.argv[1:], (before, after)):
    os.makedirs(folder)
    save_file(state, folder + "/model.safetensors", metadata={"format": "pt"})
`,
      a,
      b,
    );
    const comparison = await host.checkpoints.compare(await openCheckpoint(host.connection, a), await openCheckpoint(host.connection, b), {
      venv: VENV,
    });
    expect(comparison.method).toBe('numpy');
    expect(comparison.modules.at(-1)?.relativeL2).toBeCloseTo(0.0625, 7);
    expect(comparison.notes).toEqual([]);
    expect(comparison.modules.map(({ module, changedShare }) => [module, changedShare === 0 ? 'same' : 'changed'])).toEqual([
      ['vision tower', 'same'],
      ['projector', 'same'],
      ['embedding', 'changed'],
      ['layer 0', 'changed'],
      ['layer 1', 'changed'],
      ['final norm', 'changed'],
    ]);
    const vision = comparison.tensors.filter(({ name }) => name.startsWith('visual.'));
    expect(vision.map(({ status, changedShare, relativeL2, cosine }) => [status, changedShare, relativeL2, cosine])).toEqual(
      vision.map(() => ['same', 0, 0, 1]),
    );
  });

  it('gives the statistics of what changed', async () => {
    const comparison = await compareTensors(
      { 'lm_head.weight': f32([3, 4, 0, 0], [2, 2]) },
      { 'lm_head.weight': f32([3, 4, 0, -1], [2, 2]) },
    );
    expect(row(comparison, 'lm_head.weight')).toEqual({
      name: 'lm_head.weight',
      module: 'head',
      status: 'changed',
      dtype: 'F32',
      shape: [2, 2],
      elements: 4,
      relativeL2: 0.2,
      cosine: expect.closeTo(5 / Math.sqrt(26), 14),
      maxChange: 1,
      changedShare: 0.25,
      nonFiniteA: 0,
      nonFiniteB: 0,
    });
  });

  it('tells what was added, removed, reshaped and retyped', async () => {
    const comparison = await compareTensors(
      { gone: f32([1]), 'model.norm.weight': f32([1, 2], [2]), wide: f32([1, 2, 3, 4], [4]), exact: f32([1, 2]) },
      { fresh: f32([1]), 'model.norm.weight': f32([1, 2], [2]), wide: f32([1, 2, 3, 4], [2, 2]), exact: bf16([1, 2.5]) },
    );
    expect(Object.fromEntries(comparison.tensors.map(({ name, status }) => [name, status]))).toEqual({
      'model.norm.weight': 'same',
      gone: 'removed',
      fresh: 'added',
      wide: 'reshaped',
      exact: 'retyped',
    });
    expect(row(comparison, 'exact')).toMatchObject({ changedShare: null, maxChange: 0.5, relativeL2: 0.5 / Math.sqrt(5) });
    expect(row(comparison, 'wide')).toMatchObject({ changedShare: null, relativeL2: null, cosine: null });
    expect(comparison.notes).toHaveLength(4);
  });

  it('counts NaN and infinities, and leaves them out of the sums', async () => {
    const comparison = await compareTensors({ x: f32([NaN, 1, 2, Infinity]) }, { x: f32([NaN, 1, Infinity, 4]) });
    expect(row(comparison, 'x')).toMatchObject({
      nonFiniteA: 2,
      nonFiniteB: 2,
      changedShare: 0.5, // the NaN has the same bits on both sides
      relativeL2: 0,
    });
    expect(comparison.notes.join()).toContain('NaN or infinite');
  });

  it('has no ratio to a tensor of zeros, and none for a tensor without elements', async () => {
    const comparison = await compareTensors({ zero: f32([0, 0]), empty: f32([], [0, 3]) }, { zero: f32([0, 1]), empty: f32([], [0, 3]) });
    expect(row(comparison, 'zero')).toMatchObject({ relativeL2: null, cosine: null, changedShare: 0.5 });
    expect(row(comparison, 'empty')).toMatchObject({ status: 'same', elements: 0, changedShare: 0 });
  });

  it('pairs names that only moved, and says so', async () => {
    const comparison = await compareTensors(
      { 'visual.blocks.0.w': f32([1]), 'model.layers.0.w': f32([1]), 'model.norm.weight': f32([1]) },
      { 'model.visual.blocks.0.w': f32([1]), 'model.language_model.layers.0.w': f32([2]), 'model.language_model.norm.weight': f32([1]) },
    );
    expect(comparison.tensors.map(({ name, status }) => [name, status])).toEqual([
      ['visual.blocks.0.w', 'same'],
      ['model.layers.0.w', 'changed'],
      ['model.norm.weight', 'same'],
    ]);
    expect(comparison.notes).toEqual([
      "'model.*' in A is compared with 'model.language_model.*' in B (2 of the names): only the prefix differs.",
      "'visual.*' in A is compared with 'model.visual.*' in B (1 of the names): only the prefix differs.",
    ]);
  });

  it('explains a head that is missing because it is tied', async () => {
    const model = { 'model.embed_tokens.weight': f32([1]) };
    const comparison = await compare(
      { ...weights({ ...model, 'lm_head.weight': f32([1]) }), 'config.json': { tie_word_embeddings: false } },
      { ...weights(model), 'config.json': { tie_word_embeddings: true } },
    );
    expect(row(comparison, 'lm_head.weight')?.status).toBe('removed');
    expect(comparison.notes.join()).toContain('B has no lm_head.weight because its head is its embedding');
  });

  it('reads shards through their index', async () => {
    const sharded = {
      'model-00001-of-00002.safetensors': safetensors({ 'model.layers.0.w': f32([1, 2]) }),
      'model-00002-of-00002.safetensors': safetensors({ 'model.layers.1.w': f32([3, 4]) }),
      'model.safetensors.index.json': {
        weight_map: { 'model.layers.0.w': 'model-00001-of-00002.safetensors', 'model.layers.1.w': 'model-00002-of-00002.safetensors' },
      },
    };
    const comparison = await compare(sharded, weights({ 'model.layers.1.w': f32([3, 5]), 'model.layers.0.w': f32([1, 2]) }));
    expect(comparison.tensors.map(({ status }) => status)).toEqual(['same', 'changed']);
  });
});

describe('hostile and broken weights', () => {
  const good = weights({ x: f32([1]) });

  it.each<[string, Files, string]>([
    ['a torn header', { 'model.safetensors': Buffer.from('this is no header at all') }, 'is torn: it claims'],
    ['a header of 2^60 bytes', { 'model.safetensors': withHeader('{}', undefined, 2n ** 60n) }, 'the limit is 100000000'],
    ['a truncated file', { 'model.safetensors': safetensors({ x: f32([1, 2, 3]) }).subarray(0, -4) }, 'shorter than its header promises'],
    ['an unknown dtype', { 'model.safetensors': safetensors({ x: { dtype: 'F33', shape: [1], data: Buffer.alloc(4) } }) }, 'unknown dtype'],
    ['an index that leaves the folder', { 'model.safetensors.index.json': { weight_map: { x: '../../etc/passwd' } } }, 'no plain *.safetensors name'],
    [
      'an index that leaves the folder for a safetensors file',
      { 'model.safetensors.index.json': { weight_map: { x: '../checkpoint-1/model.safetensors' } } },
      'no plain *.safetensors name',
    ],
    ['an index whose shard is missing', { 'model.safetensors.index.json': { weight_map: { x: 'gone.safetensors' } } }, 'gone.safetensors'],
    ['pickled weights', { 'pytorch_model.bin': 'cos\nsystem\n' }, 'only pickled files such as pytorch_model.bin'],
  ])('refuses %s with a sentence', async (_, broken, message) => {
    const b = { ...(await folder(good)), path: writeFolder(path.join(host.folder, `checkpoint-${++counter}`), broken) };
    await expect(host.checkpoints.compare(await folder(good), b, { venv: VENV })).rejects.toThrow(message);
  });

  it('goes on working after all of them', async () => {
    expect((await compare(good, good)).tensors).toMatchObject([{ name: 'x', status: 'same' }]);
  });

  it('keeps hostile tensor names as text', async () => {
    const tensors = new Map(['__proto__', '../../x', '<img src=x onerror=alert(1)>', 'a\u2028b', ''].map((name) => [name, f32([1])]));
    const comparison = await compare(weights(tensors), weights(tensors));
    expect(new Set(comparison.tensors.map(({ name }) => name))).toEqual(new Set(tensors.keys()));
  });
});

describe('a comparison that takes long', () => {
  /** Holes read as zeros: large to compare, nothing on disk. */
  function sparse(gigabytes: number): string {
    const elements = gigabytes * 2 ** 28;
    const target = writeFolder(path.join(host.folder, `checkpoint-${++counter}`), {});
    const head = withHeader(JSON.stringify({ x: { dtype: 'F32', shape: [elements], data_offsets: [0, elements * 4] } }));
    const file = openSync(path.join(target, 'model.safetensors'), 'w');
    writeSync(file, head);
    ftruncateSync(file, head.length + elements * 4);
    closeSync(file);
    return target;
  }

  it('tells its progress, and ends at once with its process when it is cancelled', async () => {
    const [a, b] = await Promise.all([sparse(8), sparse(8)].map((target) => openCheckpoint(host.connection, target)));
    const abort = new AbortController();
    const seen: [number, number][] = [];
    const onProgress = (done: number, total: number): void => {
      seen.push([done, total]);
      if (done > 0) abort.abort();
    };
    const started = host.checkpoints.compare(a as CheckpointRecord, b as CheckpointRecord, { venv: VENV, onProgress, signal: abort.signal });
    await expect(started).rejects.toThrow(/abort/i);
    expect(seen[0]).toEqual([0, 2 ** 34]);
    expect(seen.at(-1)?.[0]).toBeLessThan(2 ** 33);
    await expect.poll(() => host.children(), { timeout: 15_000 }).toEqual([]);
  });

  it('takes its process with it when the agent is lost', async () => {
    const own = await openHost();
    const [a, b] = await Promise.all([sparse(8), sparse(8)].map((target) => openCheckpoint(own.connection, target)));
    const started = own.checkpoints.compare(a as CheckpointRecord, b as CheckpointRecord, {
      venv: VENV,
      onProgress: (done) => {
        if (done > 0) own.connection.dispose();
      },
    });
    await expect(started).rejects.toThrow('closed');
    await expect.poll(() => own.children(), { timeout: 15_000 }).toEqual([]);
    own.dispose();
  });
});

import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from '../../engine/checkpoints';
import { FORMAT } from '../../protocol/format';
import type { RunRecord, StageRecord } from '../../protocol/run';
import { f32, safetensors, withHeader, writeFolder } from '../support/safetensorsWriter';
import { openHost, type Host } from './host';

let host: Host;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host.dispose());

const weights = safetensors({ 'model.norm.weight': f32([1, 2]) });
const ended = { state: 'succeeded' as const, startedAt: 1, endedAt: 2, message: null };

/** A run whose stages write into folders of the host. */
function run(...stages: string[]): RunRecord & { output(stage: string): string } {
  const output = (stage: string): string => path.join(host.folder, stage);
  const stage = (name: string): StageRecord => ({
    ...ended,
    name,
    trainer: 'trl-sft',
    kind: 'sft',
    outputDir: output(name),
    logFile: path.join(host.folder, 'log.txt'),
    totalSteps: null,
    phases: [],
    processes: [],
  });
  return {
    ...ended,
    format: FORMAT.runRecord,
    id: 'run-1',
    token: 'token',
    pipeline: { uri: 'file:///reasoner.yaml', name: 'tiny' },
    target: { name: 'here', kind: 'local' },
    workdir: host.folder,
    runDir: host.folder,
    venv: null,
    createdAt: 1,
    supervisor: null,
    stages: stages.map(stage),
    versions: {},
    git: { commit: null, diffFile: null },
    output,
  };
}

it('lists the weights that a stage began with as its step 0, where they lie on the host', async () => {
  writeFolder(path.join(host.folder, 'model0'), { 'model.safetensors': weights });
  writeFolder(path.join(host.folder, 'begun', 'checkpoint-4'), { 'model.safetensors': weights });
  const record = run('begun');
  const [stage] = record.stages;
  const from = (initialModel: string) => host.checkpoints.list({ ...record, stages: [{ ...(stage as StageRecord), initialModel }] });
  expect((await from(path.join(host.folder, 'model0'))).map(({ step }) => step)).toEqual([0, 4]);
  expect((await from(path.join(host.folder, 'Qwen/Qwen2.5-VL-7B-Instruct'))).map(({ step }) => step)).toEqual([4]);
});

it('lists every stage: steps ascending, final weights last', async () => {
  const record = run('cold-start', 'rl', 'not-begun');
  for (const step of [300, 20, 100]) writeFolder(path.join(record.output('cold-start'), `checkpoint-${step}`), { 'model.safetensors': weights });
  writeFolder(record.output('cold-start'), { 'model.safetensors': weights, 'config.json': {} });
  writeFolder(path.join(record.output('rl'), 'checkpoint-40'), { 'model.safetensors': weights, 'optimizer.pt': 'x' });
  writeFolder(path.join(record.output('rl'), 'completions'), { 'completions_00001.parquet': 'x' });

  const found = await host.checkpoints.list(record);
  expect(found.map(({ stage, step, path: where, completeness }) => [stage, step, path.relative(host.folder, where), completeness])).toEqual([
    ['cold-start', 20, 'cold-start/checkpoint-20', 'complete'],
    ['cold-start', 100, 'cold-start/checkpoint-100', 'complete'],
    ['cold-start', 300, 'cold-start/checkpoint-300', 'complete'],
    ['cold-start', null, 'cold-start', 'complete'],
    ['rl', 40, 'rl/checkpoint-40', 'complete'],
  ]);
  expect(found[0]).toMatchObject({ runId: 'run-1', layout: 'hf', size: weights.length, problem: null });
});

it('tells what is still being written from what is torn, and lists the rest', async () => {
  const record = run('states');
  const write = (step: number, files: Parameters<typeof writeFolder>[1]): string =>
    writeFolder(path.join(record.output('states'), `checkpoint-${step}`), files);
  write(1, { 'model.safetensors': weights });
  write(2, { 'model.safetensors': weights.subarray(0, -1) });
  write(3, { 'model.safetensors': 'this is no header at all' });
  write(4, { 'model.safetensors': withHeader('{}', undefined, 2n ** 60n) });
  write(5, { 'model.safetensors': weights.subarray(0, 30) });
  write(6, {});
  write(7, { 'model-00001-of-00002.safetensors': weights });
  write(8, { 'model.safetensors.index.json': { weight_map: { x: '../../etc/passwd' } } });
  write(9, { 'model.safetensors.index.json': { weight_map: { x: 'later.safetensors' } } });
  write(10, { 'pytorch_model.bin': 'x' });

  const found = await host.checkpoints.list(record);
  expect(found.map(({ step, completeness, problem }) => [step, completeness, problem])).toEqual([
    [1, 'complete', null],
    [2, 'writing', expect.stringContaining('shorter than its header promises (7 of 8 data bytes)')],
    [3, 'torn', expect.stringContaining('the header claims')],
    [4, 'torn', expect.stringContaining('the header claims 1152921504606846976 bytes')],
    [5, 'torn', expect.stringContaining('the file ends inside its header')],
    [6, 'writing', 'no weights are there yet'],
    [7, 'writing', expect.stringContaining('no index')],
    [8, 'torn', expect.stringContaining('"../../etc/passwd"')],
    [9, 'writing', 'later.safetensors is not there yet'],
    [10, 'torn', expect.stringContaining('pickle')],
  ]);
});

it('reads a header that is larger than one frame of the stream', async () => {
  const name = 'n'.repeat(20 * 1024 * 1024);
  const record = run('large');
  writeFolder(path.join(record.output('large'), 'checkpoint-1'), { 'model.safetensors': safetensors({ [name]: f32([1]) }) });
  expect(await host.checkpoints.list(record)).toMatchObject([{ completeness: 'complete' }]);
  rmSync(record.output('large'), { recursive: true });
});

it('opens a folder by hand, and says when nothing is in it', async () => {
  const folder = writeFolder(path.join(host.folder, 'checkpoint-7'), { 'model.safetensors': weights });
  expect(await openCheckpoint(host.connection, folder)).toMatchObject({ runId: null, stage: null, step: 7, completeness: 'complete' });
  mkdirSync(path.join(host.folder, 'empty'));
  await expect(openCheckpoint(host.connection, path.join(host.folder, 'empty'))).rejects.toThrow('holds no weights');
});

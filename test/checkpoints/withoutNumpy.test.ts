import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckpoint } from '../../engine/checkpoints';
import { f32, safetensors, writeFolder } from '../support/safetensorsWriter';
import { bareProgram, openHost, VENV, type Host } from './host';

let folder: string;
let host: Host;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'reasoner-bare-'));
  host = await openHost(bareProgram(folder));
});
afterAll(() => {
  host.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function compare(venv: string | null): ReturnType<Host['checkpoints']['compare']> {
  const write = (name: string, last: number): string =>
    writeFolder(path.join(host.folder, name), {
      'model.safetensors': safetensors({ 'visual.w': f32([1, 2]), 'model.norm.weight': f32([1, 2, 3, last]) }),
    });
  const a = await openCheckpoint(host.connection, write('a', 4));
  return host.checkpoints.compare(a, await openCheckpoint(host.connection, write('b', 5)), { venv });
}

it('compares bits without numpy, and says what it could not do', async () => {
  const comparison = await compare(path.join(folder, 'bare'));
  expect(comparison.method).toBe('headers');
  expect(comparison.notes).toEqual([expect.stringMatching(/^No numpy in .*bare\/bin\/python.*relative L2 and cosine were not\.$/)]);
  expect(comparison.tensors).toMatchObject([
    { name: 'visual.w', status: 'same', changedShare: 0, relativeL2: null, cosine: null },
    { name: 'model.norm.weight', status: 'changed', changedShare: 0.25, relativeL2: null, maxChange: null },
  ]);
  expect(comparison.modules[0]).toMatchObject({ module: 'vision tower', changedShare: 0, relativeL2: null });
});

it('goes on without numpy where the environment is not there', async () => {
  const comparison = await compare('/no/such/environment');
  expect(comparison.method).toBe('headers');
  expect(comparison.notes[0]).toContain('/no/such/environment/bin/python');
});

it('uses the numpy of the stage on the same host', async () => {
  expect((await compare(VENV)).method).toBe('numpy');
});

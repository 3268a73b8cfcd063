import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import type { AgentConnection } from '../../engine/api';
import { EventFileEvent, TailEvent } from '../../protocol/agent';
import { decode } from '../../protocol/decode';
import { hostSettings } from '../support/agentFile';
import { scratch } from '../support/scratch';
import { until } from '../support/wait';

const { dir, remove } = scratch('files');
const hosts = createHosts(hostSettings());
let agent: AgentConnection;
let folder: string;
let count = 0;

beforeAll(async () => {
  agent = await hosts.connect({ kind: 'local' });
});
beforeEach(() => {
  folder = `${dir}/case-${++count}`;
  mkdirSync(folder);
});
afterAll(() => {
  hosts.dispose();
  remove();
});
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('hello', () => {
  it('tells who and where the agent is', () => {
    const sha256 = createHash('sha256').update(readFileSync(hostSettings().agentFile)).digest('hex');
    expect(agent.info).toMatchObject({ format: 1, agent: sha256, home: process.env['HOME'], bootId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
});

describe('resolve, list, read', () => {
  it('makes paths absolute against a base or home, whether they exist or not', async () => {
    const resolve = async (path: string, base: string | null) => (await agent.request('resolve', { path, base })).result;
    expect(await resolve('a/../b', '/data')).toEqual({ path: '/data/b', exists: false });
    expect(await resolve('~/x', '/data')).toMatchObject({ path: `${process.env['HOME']}/x` });
    expect(await resolve(folder, null)).toEqual({ path: folder, exists: true });
  });

  it('lists level by level, names links without following them, and says when it stopped short', async () => {
    mkdirSync(`${folder}/checkpoint-10`);
    writeFileSync(`${folder}/checkpoint-10/model.safetensors`, 'abc');
    writeFileSync(`${folder}/.hidden`, '');
    symlinkSync('/etc', `${folder}/link`);
    const { result } = await agent.request('list', { path: folder, depth: 3, limit: 100 });
    expect(result.entries.map(({ path, type, size }) => [path, type, type === 'file' ? size : null])).toEqual([
      ['.hidden', 'file', 0],
      ['checkpoint-10', 'dir', null],
      ['link', 'link', null],
      ['checkpoint-10/model.safetensors', 'file', 3],
    ]);
    expect(result.truncated).toBe(false);
    expect((await agent.request('list', { path: folder, depth: 3, limit: 2 })).result).toMatchObject({ truncated: true, entries: { length: 2 } });
    expect((await agent.request('list', { path: folder, depth: 1, limit: 100 })).result.entries).toHaveLength(3);
  });

  it('reads a part of a file and says how large it is', async () => {
    writeFileSync(`${folder}/log`, '0123456789');
    const { result, payload } = await agent.request('read', { path: `${folder}/log`, offset: 4, length: 3 });
    expect([result.size, text(payload)]).toEqual([10, '456']);
    expect((await agent.request('read', { path: `${folder}/log`, offset: 50, length: 3 })).payload).toHaveLength(0);
  });

  it('explains what it cannot read', async () => {
    const read = (path: string, length = 1) => agent.request('read', { path, offset: 0, length });
    await expect(read(`${folder}/none`)).rejects.toMatchObject({ code: 'not-found', message: `${folder}/none: No such file or directory` });
    await expect(read(folder)).rejects.toThrow('is not a file');
    execFileSync('mkfifo', [`${folder}/pipe`]);
    await expect(read(`${folder}/pipe`)).rejects.toThrow('is not a file');
    await expect(read('relative')).rejects.toThrow('must be an absolute path');
    await expect(read('/etc/hostname', 1e9)).rejects.toThrow('length must be a number from 0 to 16777216');
  });
});

describe('put', () => {
  const put = (path: string, data = 'x', sha256 = createHash('sha256').update(data).digest('hex')) =>
    agent.request('put', { workdir: folder, path, sha256, mode: 0o755 }, { payload: new TextEncoder().encode(data) });

  it('writes whole files with their mode, and `missing` then names only what differs', async () => {
    await put('code/run.sh', '#!/bin/sh\n');
    expect(statSync(`${folder}/code/run.sh`).mode & 0o777).toBe(0o755);
    const file = (path: string, data: string, mode = 0o755) => ({ path, mode, size: data.length, sha256: createHash('sha256').update(data).digest('hex') });
    const files = [file('code/run.sh', '#!/bin/sh\n'), file('code/run.sh', '#!/bin/no\n'), file('none', '')];
    expect((await agent.request('missing', { workdir: folder, files })).result.missing).toEqual(['code/run.sh', 'none']);
  });

  it('stays inside the workdir, also where a link leads out of it', async () => {
    symlinkSync('/tmp', `${folder}/out`);
    await expect(put('out/evil')).rejects.toMatchObject({ code: 'not-permitted' });
    for (const path of ['../evil', '/tmp/evil', 'a/../../evil', '', '.reasoner/runs/x']) await expect(put(path)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(put('damaged', 'x', '0'.repeat(64))).rejects.toThrow('arrived damaged');
  });
});

describe('tail', () => {
  async function tail(path: string, offset: number) {
    const seen = { text: '', truncations: 0, offsets: [] as number[] };
    const subscription = await agent.subscribe('tail', { path, offset }, (raw, payload) => {
      const event = decode(TailEvent, raw, 'tail');
      if (event.truncated) seen.truncations++;
      seen.offsets.push(event.offset);
      seen.text += text(payload);
    });
    return { seen, subscription };
  }

  it('waits for the file, follows it, and starts again when it shrinks or is replaced', async () => {
    const path = `${folder}/log`;
    const { seen, subscription } = await tail(path, 0);
    writeFileSync(path, 'one\n');
    await until('one', () => seen.text === 'one\n');
    appendFileSync(path, 'two\n');
    await until('two', () => seen.text === 'one\ntwo\n');
    truncateSync(path, 0);
    await until('the truncation', () => seen.truncations === 1);
    appendFileSync(path, 'three\n');
    await until('three', () => seen.text === 'one\ntwo\nthree\n');
    writeFileSync(`${path}.new`, 'four\n');
    renameSync(`${path}.new`, path);
    await until('four', () => seen.text.endsWith('four\n') && seen.truncations === 2);
    subscription.dispose();
    appendFileSync(path, 'five\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(seen.text).not.toContain('five');
  });

  it('begins at an offset, or that many bytes before the end', async () => {
    writeFileSync(`${folder}/log`, '0123456789');
    const late = await tail(`${folder}/log`, 7);
    const last = await tail(`${folder}/log`, -2);
    await until('both', () => late.seen.text === '789' && last.seen.text === '89');
    expect([late.seen.offsets, last.seen.offsets]).toEqual([[7], [8]]);
    late.subscription.dispose();
    last.subscription.dispose();
  });

  it('ends with a reason when the path is no file', async () => {
    const reason = new Promise<string>((resolve) => void agent.subscribe('tail', { path: folder, offset: 0 }, () => undefined, resolve));
    expect(await reason).toContain('is not a file');
  });
});

describe('tailEventFiles', () => {
  it('sends what is new of every event file, and a replaced file again under a new generation', async () => {
    const logs = `${folder}/logs`;
    const seen = new Map<string, string>();
    const subscription = await agent.subscribe('tailEventFiles', { path: logs }, (raw, payload) => {
      const event = decode(EventFileEvent, raw, 'event file');
      const key = `${event.file} ${event.generation}`;
      expect(event.offset).toBe((seen.get(key) ?? '').length);
      seen.set(key, (seen.get(key) ?? '') + text(payload));
    });
    mkdirSync(`${logs}/runs/a`, { recursive: true });
    writeFileSync(`${logs}/events.out.tfevents.1`, 'first');
    writeFileSync(`${logs}/runs/a/events.out.tfevents.2`, 'second');
    writeFileSync(`${logs}/notes.txt`, 'no');
    symlinkSync(`${logs}/events.out.tfevents.1`, `${logs}/linked.tfevents`);
    await until('two files', () => seen.size === 2);
    appendFileSync(`${logs}/events.out.tfevents.1`, ' more');
    await until('more', () => seen.get('events.out.tfevents.1 0') === 'first more');
    rmSync(`${logs}/runs/a/events.out.tfevents.2`);
    writeFileSync(`${logs}/runs/a/new`, 'anew');
    renameSync(`${logs}/runs/a/new`, `${logs}/runs/a/events.out.tfevents.2`);
    await until('a new generation', () => seen.get('runs/a/events.out.tfevents.2 1') === 'anew');
    subscription.dispose();
    expect([...seen.keys()].sort()).toEqual(['events.out.tfevents.1 0', 'runs/a/events.out.tfevents.2 0', 'runs/a/events.out.tfevents.2 1']);
  });
});

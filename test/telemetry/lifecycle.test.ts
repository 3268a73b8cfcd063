import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentConnection } from '../../engine/api';
import { EventFileWriter, record } from '../support/eventFileWriter';
import { processes } from '../support/processes';
import { openAgent, points, type RunFolder, runFolder, until } from '../support/telemetryRun';

let agent: AgentConnection;
let runs: RunFolder[] = [];
beforeAll(async () => {
  agent = await openAgent();
});
afterEach(() => {
  for (const run of runs) run.dispose();
  runs = [];
});
afterAll(() => agent.dispose());

function folder(...args: Parameters<typeof runFolder>): RunFolder {
  const run = runFolder(...args);
  runs.push(run);
  return run;
}
const connect = async () => agent;
const eventsOf = (run: RunFolder, stage = 'rl', sub = 'runs/a') =>
  new EventFileWriter(path.join(run.output(stage), sub, 'events.out.tfevents.1'));

/** Process ids of the data servers that read below `dir`. */
const dataServers = (dir: string): number[] =>
  processes(({ argv }) => argv.includes('--die-after-stdin') && argv.some((argument) => argument.startsWith(dir)));

/** A data server that starts as it should and then closes every connection. */
const HANGS_UP = `#!/usr/bin/env python3
import os, socket, sys, threading
arguments = dict(zip(sys.argv[1::2], sys.argv[2::2]))
listener = socket.create_server(("127.0.0.1", 0))
with open(arguments["--port-file"], "w") as file:
    file.write("%d\\n" % listener.getsockname()[1])
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
while True:
    listener.accept()[0].close()
`;

describe('a live stage', () => {
  it('holds one data server, which is gone after the last reader', async () => {
    const run = folder();
    eventsOf(run).scalar('t', 1, 1);
    const curves = run.curves('dataServer', connect, { pollMs: 100 });
    await until('the point is there', () => points(curves, 't').length === 1);
    expect(dataServers(run.dir)).toHaveLength(1);
    curves.dispose();
    await until('the data server is gone', () => dataServers(run.dir).length === 0);
  });

  it('is read to its end when the training ends, and gives its data server back by itself', async () => {
    const run = folder();
    const writer = eventsOf(run);
    writer.scalar('t', 1, 1);
    const curves = run.curves('dataServer', connect, { pollMs: 100 });
    await until('the first point is there', () => points(curves, 't').length === 1);
    writer.scalar('t', 2, 2);
    run.setState('succeeded');
    await until('all is read', () => points(curves, 't').length === 2);
    await until('the data server is gone', () => dataServers(run.dir).length === 0);
    // Later requests still read: somebody may have resumed it by hand.
    writer.scalar('t', 3, 3);
    await curves.refresh();
    expect(points(curves, 't')).toHaveLength(3);
    expect(dataServers(run.dir)).toHaveLength(0);
  });

  it('gets a new data server when the old one died', async () => {
    const run = folder();
    const writer = eventsOf(run);
    writer.scalar('t', 1, 1);
    const curves = run.curves('auto', connect, { pollMs: 100 });
    await until('the first point is there', () => points(curves, 't').length === 1);
    const [pid] = dataServers(run.dir);
    process.kill(pid as number, 'SIGKILL');
    writer.scalar('t', 2, 2);
    await until('the second point is there', () => points(curves, 't').length === 2, 10_000);
    expect(curves.problem).toBeNull();
  });

  it('says that training went back, and keeps the old branch', async () => {
    const run = folder();
    const writer = eventsOf(run);
    for (const step of [1, 2, 3, 4]) writer.scalar('t', step, step);
    const curves = run.curves('dataServer', connect, { pollMs: 100 });
    await until('the points are there', () => points(curves, 't').length === 4);
    writer.scalar('t', 3, 30, 1_700_000_500);
    await until('the restart is seen', () => points(curves, 't')[2]?.[1] === 30);
    expect(points(curves, 't')).toEqual([[1, 1], [2, 2], [3, 30], [4, 4]]);
    expect(curves.notes).toEqual([expect.stringContaining('training went back from step 4 to step 3')]);
    expect(curves.progress('rl').step).toBe(3);
  });

  it('tells progress and time left from the pace of the last steps', async () => {
    const run = folder();
    const writer = eventsOf(run);
    for (let step = 1; step <= 10; step++) writer.scalar('train/reward', step, step, 1_700_000_000 + 3 * step);
    const curves = run.curves('eventFiles', connect);
    await curves.refresh();
    expect(curves.progress('rl')).toEqual({ step: 10, secondsLeft: 270 });
    expect(curves.metricTag('rl', 'reward')).toBe('train/reward');
    run.setState('succeeded');
    expect(curves.progress('rl')).toEqual({ step: 10, secondsLeft: null });
  });
});

describe('the choice of a source', () => {
  it('falls back to our own reader where the host has no data server', async () => {
    const run = folder();
    eventsOf(run).scalar('t', 1, 1);
    const curves = run.curves('auto', connect, { venv: path.join(run.dir, 'no-such-venv') });
    await curves.refresh();
    expect(curves.source).toBe('event files');
    expect(points(curves, 't')).toEqual([[1, 1]]);
    expect(curves.problem).toBeNull();
  });

  it('gives up a data server that answers nothing, for our own reader', async () => {
    const run = folder();
    eventsOf(run).scalar('t', 1, 1);
    const venv = path.join(run.dir, 'venv');
    const bin = path.join(venv, 'lib/python3.11/site-packages/tensorboard_data_server/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'server'), HANGS_UP, { mode: 0o755 });
    const curves = run.curves('auto', connect, { venv });
    await until('the point is there', () => points(curves, 't').length === 1, 20_000);
    expect(curves.source).toBe('event files');
    expect(curves.problem).toBeNull();
  });

  it('takes the data server where there is one', async () => {
    const run = folder('succeeded');
    eventsOf(run).scalar('t', 1, 1);
    const curves = run.curves('auto', connect);
    await curves.refresh();
    expect(curves.source).toBe('data server');
  });

  it('says it when the data server was asked for and is not there', async () => {
    const run = folder('succeeded');
    eventsOf(run).scalar('t', 1, 1);
    const curves = run.curves('dataServer', connect, { venv: path.join(run.dir, 'no-such-venv') });
    await expect(curves.refresh()).rejects.toThrow(/no TensorBoard data server/);
    expect(curves.problem).toMatch(/no TensorBoard data server/);
  });
});

describe('a run', () => {
  it('waits for a stage that has not started, and starts nothing for it', async () => {
    const run = folder('pending');
    const curves = run.curves('dataServer', connect, { pollMs: 50 });
    await curves.refresh();
    expect(dataServers(run.dir)).toEqual([]);
    eventsOf(run).scalar('t', 1, 1);
    run.setState('running');
    await until('the point is there', () => points(curves, 't').length === 1);
  });

  it('reads its stages apart', async () => {
    const run = folder('succeeded', ['cold-start', 'rl']);
    eventsOf(run, 'cold-start').scalar('train/loss', 1, 1);
    eventsOf(run, 'rl').scalar('train/loss', 1, 2);
    const curves = run.curves('dataServer', connect);
    await curves.refresh();
    expect(points(curves, 'train/loss', 'cold-start')).toEqual([[1, 1]]);
    expect(points(curves, 'train/loss', 'rl')).toEqual([[1, 2]]);
  });

  it.each(['dataServer', 'eventFiles'] as const)('with no folder yet is empty and no problem (%s)', async (source) => {
    const run = folder('running');
    const curves = run.curves(source, connect);
    await curves.refresh();
    expect(curves.tags('rl')).toEqual([]);
    expect(curves.problem).toBeNull();
  });

  it.each(['dataServer', 'eventFiles'] as const)('says what cannot be read and shows the rest (%s)', async (source) => {
    const run = folder('succeeded');
    mkdirSync(path.join(run.output(), 'runs/broken'), { recursive: true });
    writeFileSync(path.join(run.output(), 'runs/broken/events.out.tfevents.1'), record(Buffer.from('this is no event at all')));
    eventsOf(run).scalar('t', 1, 1);
    const curves = run.curves(source, connect);
    await curves.refresh();
    expect(points(curves, 't')).toEqual([[1, 1]]);
    expect(curves.problem).toMatch(/^rl: .*runs\/broken.* cannot be read/);
  });

  it('in a folder of the user leaves out what an earlier launch wrote there', async () => {
    const run = folder('succeeded');
    const stage = run.record.stages[0];
    if (!stage) throw new Error('the run has a stage');
    run.record.runDir = path.join(run.dir, '.reasoner/runs/run-1');
    stage.startedAt = 1_700_001_000;
    const earlier = eventsOf(run, 'rl', 'runs/earlier');
    for (const step of [1, 2, 3]) earlier.scalar('t', step, step);
    eventsOf(run).scalar('t', 1, 10, 1_700_001_001);
    for (const source of ['dataServer', 'eventFiles'] as const) {
      const curves = run.curves(source, connect);
      await curves.refresh();
      expect(points(curves, 't')).toEqual([[1, 10]]);
    }
  });
});

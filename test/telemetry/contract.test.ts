import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentConnection } from '../../engine/api';
import {
  bytes,
  double,
  event,
  EventFileWriter,
  float,
  floatTensor,
  integer,
  key,
  record,
  scalarRecord,
  simpleValue,
  tensorValue,
} from '../support/eventFileWriter';
import { openAgent, points, type RunFolder, runFolder, VENV } from '../support/telemetryRun';

// The same files through the real data server and through our own reader: the same points.

let agent: AgentConnection;
beforeAll(async () => {
  agent = await openAgent();
});
afterAll(() => agent.dispose());

const file = (run: RunFolder, folder = 'runs/a', name = 'events.out.tfevents.1.host.1.0') => path.join(run.output(), folder, name);
const writer = (run: RunFolder, ...where: string[]) => new EventFileWriter(file(run, ...where));

/** What each of the two readers shows of what `write` wrote. */
async function both(write: (run: RunFolder) => void) {
  const run = runFolder('succeeded');
  try {
    write(run);
    const shown = [];
    for (const source of ['dataServer', 'eventFiles'] as const) {
      const curves = run.curves(source, async () => agent);
      await curves.refresh();
      const series = Object.fromEntries(curves.tags('rl').map((tag) => [tag, curves.series('rl', tag)]));
      shown.push({ series, points: (tag: string) => points(curves, tag), problem: curves.problem, notes: curves.notes });
    }
    const [server, ours] = shown;
    if (!server || !ours) throw new Error('two sources were asked');
    return { server, ours };
  } finally {
    run.dispose();
  }
}

async function expectSame(write: (run: RunFolder) => void, expected: Record<string, [number, number][]>) {
  const { server, ours } = await both(write);
  expect(Object.keys(ours.series).sort()).toEqual(Object.keys(expected).sort());
  for (const [tag, wanted] of Object.entries(expected)) expect(ours.points(tag), tag).toEqual(wanted);
  expect(server.series).toEqual(ours.series);
}

describe('data server and own reader', () => {
  it('agree on plain scalars, wall times included', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        for (const step of [0, 1, 2]) out.scalar('train/loss', step, 1 - step / 4, 1_700_000_000.25 + step);
      },
      { 'train/loss': [[0, 1], [1, 0.75], [2, 0.5]] },
    ));

  it('agree on more points than a sampling reader keeps', async () => {
    const { server, ours } = await both((run) => {
      const out = writer(run);
      out.append(Buffer.concat(Array.from({ length: 3000 }, (_, step) => scalarRecord('t', step, Math.sin(step), 1e9 + step))));
    });
    expect(ours.points('t')).toHaveLength(3000);
    expect(server.series).toEqual(ours.series);
  });

  it('agree on NaN, infinities, negative zero and float32 rounding', () =>
    expectSame(
      (run) => [NaN, Infinity, -Infinity, -0, 0.1].forEach((value, step) => writer(run, `runs/${step}`).scalar(`t${step}`, 1, value)),
      { t0: [[1, NaN]], t1: [[1, Infinity]], t2: [[1, -Infinity]], t3: [[1, -0]], t4: [[1, Math.fround(0.1)]] },
    ));

  it('agree on tags that are any text', () => {
    const tags = ['train/a/b', '__proto__', '数学/正解率', 'val@1', '<b>', ' '];
    return expectSame(
      (run) => {
        const out = writer(run);
        for (const tag of tags) out.scalar(tag, 1, 1);
      },
      Object.fromEntries(tags.map((tag) => [tag, [[1, 1]] as [number, number][]])),
    );
  });

  it('agree on which tensors are scalars', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        const doubles = Buffer.concat([integer(1, 2), double(6, 0.5)]);
        const vector = Buffer.concat([integer(1, 1), bytes(2, bytes(2, integer(1, 1))), float(5, 0.5)]);
        out.append(record(event(1, 1, [tensorValue('tensor', floatTensor(0.5)), tensorValue('text', floatTensor(1), 'text')])));
        out.append(record(event(1, 1, [tensorValue('double', doubles), tensorValue('vector', vector), bytes(1, 'empty')])));
        // The first value of a tag decides: this one stays a text series.
        out.append(record(event(2, 2, [simpleValue('text', 1), tensorValue('tensor', floatTensor(0.25), '')])));
      },
      { tensor: [[1, 0.5], [2, 0.25]] },
    ));

  it('agree on oneofs, merged messages, groups and unknown fields', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        const summary = (value: Buffer) => bytes(5, bytes(1, value));
        const twice = Buffer.concat([double(1, 5), integer(2, 5), summary(simpleValue('a', 1)), summary(simpleValue('b', 2))]);
        const replaced = Buffer.concat([double(1, 5), summary(simpleValue('gone', 1)), bytes(3, 'brain.Event:2')]);
        const odd = Buffer.concat([key(99, 3), integer(1, 5), key(99, 4), double(1, 6), bytes(50, 'x'), summary(simpleValue('c', 3))]);
        for (const data of [twice, replaced, odd]) out.append(record(data));
      },
      { a: [[5, 1]], b: [[5, 2]], c: [[0, 3]] },
    ));

  it('agree on a step that is written twice: the later one counts', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        out.scalar('t', 1, 1);
        out.scalar('t', 2, 2);
        out.scalar('t', 2, 3, 1_700_000_100);
      },
      { t: [[1, 1], [2, 3]] },
    ));

  it('agree on two files in one folder and on files in several', () =>
    expectSame(
      (run) => {
        writer(run, 'runs/a', 'events.out.tfevents.1').scalar('t', 1, 1);
        writer(run, 'runs/a', 'events.out.tfevents.2').scalar('t', 2, 2, 1_700_000_200);
        writer(run, 'runs/b').scalar('t', 3, 3, 1_700_000_300);
        writer(run, '.').scalar('root', 1, 4);
      },
      { t: [[1, 1], [2, 2], [3, 3]], root: [[1, 4]] },
    ));

  it('agree on a resume in a folder of its own: the newest wall time wins by step', () =>
    expectSame(
      (run) => {
        const first = writer(run, 'runs/a');
        for (const step of [1, 2, 3, 4]) first.scalar('t', step, step);
        const resumed = writer(run, 'runs/b');
        for (const step of [3, 4, 5]) resumed.scalar('t', step, step * 10, 1_700_001_000 + step);
      },
      { t: [[1, 1], [2, 2], [3, 30], [4, 40], [5, 50]] },
    ));

  it('agree on a half-written record: what is before it', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        out.scalar('t', 1, 1);
        out.append(scalarRecord('t', 2, 2, 2).subarray(0, 20));
      },
      { t: [[1, 1]] },
    ));

  it('agree on empty files, and on files that hold nothing yet', () =>
    expectSame(
      (run) => {
        writer(run);
        writeFileSync(file(run, 'runs/a', 'events.out.tfevents.2'), '');
      },
      {},
    ));

  it('agree on a wrong data checksum: accepted when it parses', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        out.append(record(event(1, 1, [simpleValue('t', 1)]), { badDataCrc: true }));
        out.scalar('t', 2, 2);
      },
      { t: [[1, 1], [2, 2]] },
    ));

  it.each([
    ['a wrong length checksum', record(event(2, 2, [simpleValue('t', 2)]), { badLengthCrc: true })],
    ['a record that is no event', record(Buffer.from('no event'))],
    ['a tag that is not UTF-8', record(event(2, 2, [Buffer.concat([bytes(1, Buffer.from([0xff])), float(2, 1)])]))],
    ['a wrong wire type', record(Buffer.concat([double(1, 2), bytes(2, 'x')]))],
    ['an event without a time', scalarRecord('t', 2, 2, NaN)],
  ])('agree on %s: the file ends there, others go on', (_, damage) =>
    expectSame(
      (run) => {
        const out = writer(run);
        out.scalar('t', 1, 1);
        out.append(damage);
        out.scalar('t', 3, 3);
        writer(run, 'runs/b').scalar('other', 1, 1);
      },
      { t: [[1, 1]], other: [[1, 1]] },
    ),
  );

  it('agree on an infinite time: that event is dropped alone', () =>
    expectSame(
      (run) => {
        const out = writer(run);
        out.append(scalarRecord('t', 1, 1, Infinity));
        out.scalar('t', 2, 2);
      },
      { t: [[2, 2]] },
    ));

  it('agree on what torch writes', async () => {
    const { server, ours } = await both((run) => {
      const code = [
        'import sys, math',
        'from torch.utils.tensorboard import SummaryWriter',
        'writer = SummaryWriter(sys.argv[1])',
        'for step in range(30):',
        '    writer.add_scalar("train/loss", 1 / (step + 1), step)',
        '    writer.add_scalar("train/reward", math.sin(step), step, new_style=True)',
        '    writer.add_scalar("train/double", step / 3, step, new_style=True, double_precision=True)',
        'writer.add_text("note", "text", 1)',
        'writer.close()',
      ].join('\n');
      execFileSync(path.join(VENV, 'bin', 'python'), ['-c', code, path.join(run.output(), 'runs', 'torch')], { stdio: 'pipe' });
    });
    expect(Object.keys(ours.series).sort()).toEqual(['train/loss', 'train/reward']);
    expect(ours.points('train/loss')[2]).toEqual([2, Math.fround(1 / 3)]);
    expect(server.series).toEqual(ours.series);
  });
});

describe('where the two readers differ, and why', () => {
  it('on a restart in the same file the server forgets the old branch, we keep it until it is replaced', async () => {
    const { server, ours } = await both((run) => {
      const out = writer(run);
      for (const step of [1, 2, 3, 4]) out.scalar('t', step, step);
      out.scalar('t', 2, 20, 1_700_000_500);
    });
    expect(server.points('t')).toEqual([[1, 1], [2, 20]]);
    expect(ours.points('t')).toEqual([[1, 1], [2, 20], [3, 3], [4, 4]]);
  });

  it('on damage our reader says which file and where, the server is silent', async () => {
    const { server, ours } = await both((run) => {
      const out = writer(run);
      out.scalar('t', 1, 1);
      appendFileSync(out.file, record(Buffer.from('x'), { badLengthCrc: true }));
    });
    expect(server.problem).toBeNull();
    expect(ours.problem).toMatch(/^rl: runs\/a\/events\.out\.tfevents\S+: a record length has a wrong checksum after \d+ bytes; later points/);
  });
});

import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentConnection } from '../../engine/api';
import { EventFileWriter, scalarRecord, versionRecord } from '../support/eventFileWriter';
import { openAgent, points, runFolder, until } from '../support/telemetryRun';

// A data server keeps reading the file it has open. Every way in which that file can stop being the file of that name.

let agent: AgentConnection;
beforeAll(async () => {
  agent = await openAgent();
});
afterAll(() => agent.dispose());

/** A file as long as the given steps make it. */
const content = (...steps: number[]) =>
  Buffer.concat([versionRecord(2_000_000_000), ...steps.map((step) => scalarRecord('t', step, step, 2_000_000_000 + step))]);

const WAYS: [string, (file: string) => void][] = [
  ['cut and written again', (file) => {
    truncateSync(file, 0);
    writeFileSync(file, content(11, 12));
  }],
  ['replaced by a shorter file (rename)', (file) => {
    writeFileSync(`${file}.new`.replace('tfevents', 'copy'), content(11, 12));
    renameSync(`${file}.new`.replace('tfevents', 'copy'), file);
  }],
  ['deleted and made again between two looks', (file) => {
    rmSync(file);
    writeFileSync(file, content(11, 12));
  }],
];
const SAME_LENGTH: (typeof WAYS)[number] = ['written again with the same length', (file) => writeFileSync(file, content(11, 12, 13, 14))];

describe.each([
  // The agent's tail sees lengths and inodes; only a look at the file's time can tell this last one.
  ['dataServer', [...WAYS, SAME_LENGTH]],
  ['eventFiles', WAYS],
] as const)('%s', (source, ways) => {
  it.each(ways)('shows the new points of a file that was %s', async (_, replace) => {
    const run = runFolder();
    const writer = new EventFileWriter(path.join(run.output(), 'runs/a/events.out.tfevents.1'));
    for (const step of [1, 2, 3, 4]) writer.scalar('t', step, step);
    const curves = run.curves(source, async () => agent, { pollMs: 200 });
    await until('the first points are there', () => points(curves, 't').length === 4);

    // File times of some systems are no finer than this.
    await new Promise((resolve) => setTimeout(resolve, 30));
    replace(writer.file);
    await until('the new points are there', () => points(curves, 't').some(([step]) => step === 12), 10_000);
    // What was seen is not taken back: only a newer point of the same step would do that.
    expect(points(curves, 't').slice(0, 6)).toEqual([1, 2, 3, 4, 11, 12].map((step) => [step, step]));
    expect(curves.problem).toBeNull();

    // And it is followed from there on.
    writer.scalar('t', 20, 20, 2_000_000_100);
    await until('the file is still followed', () => points(curves, 't').at(-1)?.[0] === 20);
    run.dispose();
  });
});

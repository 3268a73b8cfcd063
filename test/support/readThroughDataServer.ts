// A program of its own, for any Node: reads a run through the data server, which dies on the way, and prints what it saw.
//   node <bundle> <agent file>
import path from 'node:path';
import { EventFileWriter } from './eventFileWriter';
import { processes } from './processes';
import { openAgent, points, runFolder, until } from './telemetryRun';

/** Enough for an answer of several HTTP/2 frames. */
const POINTS = 5000;

async function main(agentFile: string) {
  const run = runFolder();
  const agent = await openAgent(agentFile);
  try {
    const writer = new EventFileWriter(path.join(run.output(), 'runs/a/events.out.tfevents.1'));
    for (let step = 1; step <= POINTS; step++) writer.scalar('t', step, step);
    const curves = run.curves('auto', async () => agent, { pollMs: 100 });
    const read = () => points(curves, 't').length;
    await until('the points are read', () => read() === POINTS, 15_000);
    for (const server of processes(({ argv }) => argv.includes('--die-after-stdin') && argv.some((word) => word.startsWith(run.dir)))) {
      process.kill(server, 'SIGKILL');
    }
    writer.scalar('t', POINTS + 1, 1);
    await until('the point after the death is read', () => read() === POINTS + 1, 15_000);
    console.log(JSON.stringify({ node: process.version, source: curves.source, points: read(), problem: curves.problem }));
  } finally {
    run.dispose();
    agent.dispose();
  }
}

void main(process.argv[2] as string);

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AgentConnection } from '../../engine/api';
import { EventFileWriter, scalarRecord } from '../support/eventFileWriter';
import { openAgent, runFolder, VENV } from '../support/telemetryRun';
import { alone, beside, type Figure, median } from './figure';

const root = path.resolve(import.meta.dirname, '../..');
const AGENT = path.join(root, 'dist/agent/reasoner-agent.pyz');
const SAMPLES = 20;
const POINTS = 100_000;
const TAG = 'train/reward';
const EVENTS = 'runs/bench/events.out.tfevents.1700000000.bench.1.0';

/**
 * Latency: from the wall time that a real trainer gave its point to the drawn pixel, in a real VS Code. Read: from the
 * return of the write that put a point on disk to the change event of RunCurves, which the dashboard draws from. Load: a whole file of 100 000 points of one tag, from the first request to the last point.
 */
export async function curves(): Promise<Figure[]> {
  const agent = await openAgent(AGENT);
  try {
    const auto = await latencies(agent, 'auto');
    const reader = await latencies(agent, 'eventFiles');
    const load = { server: await loadTime(agent, 'dataServer'), reader: await loadTime(agent, 'eventFiles') };
    const peer = eventAccumulatorTime();
    return [
      ...drawn(),
      alone('curves.read.dataServer.median', median(auto), 'ms'),
      alone('curves.read.dataServer.worst', Math.max(...auto), 'ms'),
      alone('curves.read.eventFiles.median', median(reader), 'ms'),
      alone('curves.read.eventFiles.worst', Math.max(...reader), 'ms'),
      beside('curves.load.100k.server', load.server, 'ms', 'lower', peer.name, peer.milliseconds),
      beside('curves.load.100k.reader', load.reader, 'ms', 'lower', peer.name, peer.milliseconds),
    ];
  } finally {
    agent.dispose();
  }
}

/** The dashboard's own report of a cold start of 60 steps (test/vscode/suite/run.test.ts). */
function drawn(): Figure[] {
  const file = path.join(root, '.setup', 'latency.json');
  rmSync(file, { force: true });
  const env = { ...process.env, REASONER_LATENCY_FILE: file };
  execFileSync(process.execPath, [path.join(root, 'test/vscode/run.mjs'), '--grep', 'A training inside'], { env, stdio: 'ignore' });
  const { median: middle, worst } = JSON.parse(readFileSync(file, 'utf8')) as { median: number; worst: number };
  return [alone('curves.latency.local.median', middle, 'ms'), alone('curves.latency.local.worst', worst, 'ms')];
}

async function latencies(agent: AgentConnection, source: 'auto' | 'eventFiles'): Promise<number[]> {
  const run = runFolder();
  const live = run.curves(source, async () => agent);
  let shown: (step: number) => void = () => undefined;
  live.onDidChange((changes) => {
    if (changes.some(({ tag }) => tag === TAG)) shown(live.series('rl', TAG)?.steps.at(-1) ?? 0);
  });
  try {
    const writer = new EventFileWriter(path.join(run.output(), EVENTS));
    await live.refresh();
    const times: number[] = [];
    for (let step = 1; step <= SAMPLES; step++) {
      // Reload and poll are timers of a second and less: the golden ratio spreads the writes over their phases.
      await new Promise((resolve) => setTimeout(resolve, 300 + 1000 * ((step * 0.618034) % 1)));
      const seen = new Promise<void>((resolve) => {
        shown = (last) => last >= step && resolve();
      });
      writer.scalar(TAG, step, Math.sin(step), Date.now() / 1000);
      const start = performance.now();
      await seen;
      times.push(performance.now() - start);
    }
    return times;
  } finally {
    run.dispose();
  }
}

const lotsOfPoints = (): Buffer =>
  Buffer.concat(Array.from({ length: POINTS }, (_, step) => scalarRecord(TAG, step, Math.sin(step / 100), 1_700_000_000 + step)));

async function loadTime(agent: AgentConnection, source: 'dataServer' | 'eventFiles'): Promise<number> {
  const run = runFolder('succeeded');
  try {
    new EventFileWriter(path.join(run.output(), EVENTS)).append(lotsOfPoints());
    const start = performance.now();
    const ended = run.curves(source, async () => agent);
    await ended.refresh();
    const time = performance.now() - start;
    const count = ended.series('rl', TAG)?.steps.length;
    if (count !== POINTS) throw new Error(`${source} gave ${count} of ${POINTS} points`);
    return time;
  } finally {
    run.dispose();
  }
}

/** TensorBoard's own Python reader with every point kept; importing it is not counted. */
function eventAccumulatorTime(): { name: string; milliseconds: number } {
  const run = runFolder('succeeded');
  try {
    const file = new EventFileWriter(path.join(run.output(), EVENTS));
    file.append(lotsOfPoints());
    const script = path.join(run.dir, 'peer.py');
    writeFileSync(script, PEER);
    const out = execFileSync(path.join(VENV, 'bin', 'python'), [script, file.file, TAG, String(POINTS)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { version, milliseconds } = JSON.parse(out) as { version: string; milliseconds: number };
    return { name: `tensorboard ${version} EventAccumulator`, milliseconds };
  } finally {
    run.dispose();
  }
}

const PEER = `
import json, sys, time
from tensorboard import version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
start = time.perf_counter()
accumulator = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "tensors": 0}).Reload()
points = accumulator.Scalars(sys.argv[2])
milliseconds = (time.perf_counter() - start) * 1000
assert len(points) == int(sys.argv[3]), len(points)
print(json.dumps({"version": version.VERSION, "milliseconds": milliseconds}))
`;

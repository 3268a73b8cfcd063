/**
 * Judges the headless demo: a real two-stage training that `npm test` ran just before, through plan, agent, supervisor,
 * TRL, event files and checkpoints. `REASONER_DEMO_SUMMARY` names the JSON that it wrote.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeJson } from '../../protocol/decode';
import { RunRecord } from '../../protocol/run';
import { RunSummary } from '../../protocol/summary';

const root = path.resolve(import.meta.dirname, '../..');
const tiny = path.join(root, 'examples/tiny');
const python = path.join(root, '.venv/bin/python');
const summaryFile = process.env['REASONER_DEMO_SUMMARY'] ?? path.join(root, '.setup/demo/summary.json');

const reasoner = (...args: string[]): { status: number | null; json: () => unknown; stderr: string } => {
  const result = spawnSync(process.execPath, [path.join(root, 'dist/cli/main.js'), ...args], { cwd: tiny, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status: result.status, json: () => JSON.parse(result.stdout) as unknown, stderr: result.stderr };
};

let summary: RunSummary;
let record: RunRecord;
const stage = (name: string) => {
  const found = summary.stages.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the summary has no stage ${name}`);
  return found;
};
const outputOf = (name: string): string => record.stages.find((s) => s.name === name)?.outputDir ?? '';

beforeAll(() => {
  if (!existsSync(summaryFile)) throw new Error(`${summaryFile} is missing: run npm run demo -- --headless --json ${summaryFile}`);
  summary = decodeJson(RunSummary, readFileSync(summaryFile, 'utf8'), 'demo summary');
  record = decodeJson(RunRecord, readFileSync(path.join(tiny, '.reasoner/runs', summary.run, 'record.json'), 'utf8'), 'run record');
});

describe('the headless demo', () => {
  it('finishes both stages, with every planned step and checkpoints at several', () => {
    expect(summary.state).toBe('succeeded');
    for (const planned of record.stages) {
      const done = stage(planned.name);
      expect(done.state).toBe('succeeded');
      expect(done.steps).toBe(planned.totalSteps);
      expect(done.checkpoints.length).toBeGreaterThan(1);
      for (const checkpoint of done.checkpoints) expect(readdirSync(checkpoint)).toContain('model.safetensors');
    }
  });

  it('keeps a record that says what ran: argv, versions, commit, times, exit codes', () => {
    expect(record.versions).toMatchObject({ trl: '1.13.0', transformers: '5.18.0' });
    expect(record.supervisor?.pid).toBeGreaterThan(0);
    const processes = record.stages.flatMap((s) => s.processes);
    expect(processes.every((process) => process.exitCode === 0 && process.startedAt !== null && process.endedAt !== null)).toBe(true);
    const train = processes.filter((process) => process.role === 'train');
    expect(train[0]?.argv.slice(1, 3)).toEqual(['sft', '--config']);
    expect(train).toHaveLength(3);
  });

  it('learns: the demo passes its own verdicts for this seed', () => {
    const out = execFileSync(python, ['learns.py', '--run', outputOf('cold-start'), outputOf('rl')], { cwd: tiny, encoding: 'utf8' });
    expect(out).toMatch(/Welch/i);
  });

  it('continues phase 2 from phase 1 with weights that are the checkpoint’s, and optimizer state', () => {
    const until = record.stages.find((s) => s.name === 'rl')?.phases[0]?.until;
    const log = readFileSync(path.join(record.runDir, 'stages/rl/stage.log'), 'utf8');
    const line = /continuing from .*checkpoint-(\d+): (\d+) of (\d+) tensors equal the checkpoint, optimizer at step (\d+)/.exec(log);
    expect(line?.[1]).toBe(String(until));
    expect(line?.[2]).toBe(line?.[3]);
    expect(Number(line?.[3])).toBeGreaterThan(50);
    expect(line?.[4]).toBe(String(until));
  });

  it('answers the held-out set at every checkpoint, under stable ids', () => {
    for (const { name, checkpoints } of summary.stages) {
      const files = readdirSync(path.join(outputOf(name), 'answers')).sort();
      expect(files).toHaveLength(checkpoints.length);
      const ids = files.map((file) =>
        readFileSync(path.join(outputOf(name), 'answers', file), 'utf8')
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { id: string }).id),
      );
      expect(new Set(ids[0]).size).toBeGreaterThan(50);
      for (const other of ids) expect(other).toEqual(ids[0]);
    }
  });

  it('dumps completions of every RL step', () => {
    const files = readdirSync(path.join(outputOf('rl'), 'completions')).filter((file) => file.endsWith('.parquet'));
    expect(files).toHaveLength(stage('rl').steps);
  });
});

describe('the command line on the finished run', () => {
  it('status: the run succeeded', () => {
    const { status, json } = reasoner('status', '--json');
    expect(status).toBe(0);
    expect(JSON.stringify(json())).toContain(summary.run);
  });

  it('curves: the data server and our own reader see the same points', () => {
    const read = (source: string) =>
      reasoner('curves', '--run', summary.run, '--source', source, '--json').json() as {
        source: string;
        stages: { name: string; tags: string[]; series: { tag: string; steps: number[]; values: (number | string)[] }[] }[];
      };
    const server = read('dataServer');
    const files = read('eventFiles');
    expect(server.source).toBe('data server');
    expect(files.source).toBe('event files');
    const scalars = (all: typeof server) => all.stages.map(({ name, tags, series }) => ({ name, tags, series: series.map((s) => ({ ...s, wallTimes: 0 })) }));
    expect(scalars(files)).toEqual(scalars(server));
    const reward = server.stages[1]?.series.find((s) => s.tag === 'train/reward');
    expect(reward?.steps).toEqual(Array.from({ length: stage('rl').steps }, (_, i) => i + 1));
  });

  it('compare: the cold start left the vision tower bit-identical and changed the language model', () => {
    const { status, json, stderr } = reasoner('compare', 'build/model', 'cold-start:last', '--frozen', 'vision tower', '--json');
    expect(stderr).not.toMatch(/changed/);
    expect(status).toBe(0);
    const { method, modules } = json() as { method: string; modules: { module: string; tensors: number; changedShare: number }[] };
    expect(method).toBe('numpy');
    const vision = modules.find((m) => m.module === 'vision tower');
    expect(vision?.tensors).toBeGreaterThan(10);
    expect(vision?.changedShare).toBe(0);
    expect(modules.find((m) => m.module === 'layer 0')?.changedShare).toBeGreaterThan(0.9);
  });

  it('compare: reinforcement learning does change it, and --frozen says so', () => {
    const { status, stderr } = reasoner('compare', 'cold-start:last', 'rl:last', '--frozen', 'vision tower');
    expect(status).toBe(1);
    expect(stderr).toContain('vision tower changed');
  });
});

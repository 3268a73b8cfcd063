/** The example's own stages on a host behind a real sshd: shipped, launched, followed, read, compared, stopped. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../protocol/run';
import type { RunSummary } from '../../protocol/summary';
import { shortWorkspace } from '../support/shortWorkspace.mjs';
import { scratch } from '../support/scratch';
import { productVenv } from '../support/venv';
import { until } from '../support/wait';
import { startSshd, type Sshd } from './sshd';

const main = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const MINUTES = 60_000;
const { dir, remove } = scratch('ssh-training');
const workdir = `${dir}/work`;
const workspace = shortWorkspace({ sftSteps: 8 });
let sshd: Sshd;

/** The example with its target on the host `box`. */
function overSsh(): void {
  const file = workspace.file('reasoner.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['targets', 'here', 'kind'], 'ssh');
  document.setIn(['targets', 'here', 'host'], 'box');
  document.setIn(['targets', 'here', 'workdir'], workdir);
  document.setIn(['targets', 'here', 'env', 'venv'], productVenv());
  writeFileSync(file, document.toString());
}
const environment = () => ({ ...process.env, REASONER_SSH_CONFIG: sshd.configFile });
const reasoner = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { cwd: workspace.folder, encoding: 'utf8', env: environment(), timeout: 8 * MINUTES });
const parsed = <T>(text: string): T => JSON.parse(text) as T;

beforeAll(async () => {
  overSsh();
  sshd = await startSshd(dir);
});
afterAll(() => {
  sshd.stop();
  workspace.dispose();
  remove();
});

describe('a training over ssh', () => {
  let run: RunSummary;

  it('runs the stage there, with files shipped through the one stream, and reports its metrics', () => {
    const { status, stdout, stderr } = reasoner('run', '--stage', 'cold-start', '--json');
    expect(stderr).toContain('on here (ssh)');
    expect(status, stderr).toBe(0);
    run = parsed<RunSummary>(stdout);
    expect(run.state).toBe('succeeded');
    expect(run.stages[0]).toMatchObject({ name: 'cold-start', steps: 8 });
    expect(run.stages[0]?.metrics['loss']?.first).toBeGreaterThan(run.stages[0]?.metrics['loss']?.last ?? Infinity);
    expect(run.stages[0]?.checkpoints.map((path) => path.replace(/.*\//, ''))).toEqual(['checkpoint-4', 'checkpoint-8']);
    expect(run.stages[0]?.checkpoints[0]).toContain(`${workdir}/.reasoner/runs/`);
  }, 9 * MINUTES);

  it('gives the curves through the data server beside the logs, and the same by our own reader', () => {
    const read = (source: string) =>
      parsed<{ source: string; stages: { series: { tag: string; steps: number[] }[] }[] }>(reasoner('curves', '--source', source, '--json').stdout);
    const server = read('dataServer');
    const files = read('eventFiles');
    expect([server.source, files.source]).toEqual(['data server', 'event files']);
    const loss = (all: typeof server) => all.stages[0]?.series.find(({ tag }) => tag === 'train/loss')?.steps;
    expect(loss(server)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(loss(files)).toEqual(loss(server));
  }, MINUTES);

  it('prints the log, and compares two checkpoints where they lie', () => {
    expect(reasoner('logs', '--stage', 'cold-start').stdout).toMatch(/train_runtime|'loss'/);
    const compared = reasoner('compare', 'cold-start:4', 'cold-start:8', '--frozen', 'vision tower', '--json');
    expect(compared.status, compared.stderr).toBe(0);
    const { method, modules } = parsed<{ method: string; modules: { module: string; changedShare: number }[] }>(compared.stdout);
    expect(method).toBe('numpy');
    expect(modules.find(({ module }) => module === 'layer 0')?.changedShare).toBeGreaterThan(0.5);
  }, MINUTES);

  it('goes on when the watching side is killed, and is stopped from another one', async () => {
    const watching = spawn(process.execPath, [main, 'run', '--stage', 'cold-start'], { cwd: workspace.folder, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    watching.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const id = await until('the launch', () => /^run (\S+) on here/m.exec(said)?.[1], 60);
    await until('the training to begin', () => said.includes('cold-start: training'), 60);
    watching.kill('SIGKILL');
    const record = (): RunRecord | undefined =>
      parsed<{ targets: { runs: RunRecord[] }[] }>(reasoner('status', '--json').stdout).targets[0]?.runs.find((other) => other.id === id);
    expect(record()?.state).toBe('running');
    expect(reasoner('stop', '--run', id).status).toBe(0);
    await until('the run to stop', () => record()?.state === 'stopped', 60);
  }, 4 * MINUTES);
});

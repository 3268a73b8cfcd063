import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import { launchPlan } from '../../engine/runs/launch';
import type { AgentConnection, Hosts, RunRecord } from '../../engine/api';
import { isLive } from '../../protocol/run';
import { hostSettings } from '../support/agentFile';
import { makePlan } from '../support/plan';
import { scratch } from '../support/scratch';
import { until } from '../support/wait';

const { dir, remove } = scratch('launch');
const workdir = `${dir}/work`;
const noFiles = () => Promise.reject(new Error('nothing is shipped'));
let hosts: Hosts;
let agent: AgentConnection;

beforeAll(async () => {
  hosts = createHosts(hostSettings());
  agent = await hosts.connect({ kind: 'local' });
});
afterAll(() => {
  hosts.dispose();
  remove();
});

const record = async (runId: string): Promise<RunRecord | undefined> =>
  (await agent.request('runs', { workdir })).result.runs.find(({ id }) => id === runId);
const ended = (runId: string): Promise<RunRecord> =>
  until(`the end of ${runId}`, async () => {
    const found = await record(runId);
    return found && !isLive(found.state) ? found : null;
  });

describe('a launch', () => {
  it('runs stages and processes in order and records what became of each', async () => {
    const plan = makePlan({
      workdir,
      stages: [
        { name: 'cold-start', before: 'print("prepare")', train: 'print("one")', after: 'print("greedy answers")' },
        { name: 'rl', kind: 'rl', train: ['print("short")', 'import sys; print("long", file=sys.stderr)'] },
      ],
    });
    const launched = await launchPlan(agent, plan, noFiles);
    expect(launched).toMatchObject({ existing: false, record: { id: plan.runId } });
    expect(await record(plan.runId), 'visible at once').toBeDefined();
    const run = await ended(plan.runId);
    expect(run).toMatchObject({ state: 'succeeded', message: null, versions: { python: expect.any(String) } });
    expect(run.stages.flatMap((stage) => stage.processes.map(({ role, phase, state, exitCode }) => [role, phase, state, exitCode]))).toEqual([
      ['before', null, 'succeeded', 0],
      ['train', 0, 'succeeded', 0],
      ['after', null, 'succeeded', 0],
      ['train', 0, 'succeeded', 0],
      ['train', 1, 'succeeded', 0],
    ]);
    const log = readFileSync(plan.stages[1]!.logFile, 'utf8').split('\n');
    expect(log).toEqual([
      expect.stringMatching(/^==> \S+Z train \(phase 1\): python3 -c 'print\("short"\)'$/),
      'short',
      expect.stringMatching(/^==> \S+Z train \(phase 2\): /),
      'long',
      '',
    ]);
  });

  it('passes argv and environment on exactly as planned', async () => {
    const show = 'import os, sys, json; print(json.dumps([sys.argv[1:], os.environ.get("A"), "HOME" in os.environ, os.environ["PATH"].split(":")[0], os.getcwd()]))';
    const plan = makePlan({
      workdir,
      venv: `${dir}/venv`,
      stages: [{ train: [['python3', '-c', show, 'a b', '$(touch x)', '*', "it's"]], env: { A: 'é "1"', HOME: null } }],
    });
    await launchPlan(agent, plan, noFiles);
    await ended(plan.runId);
    const [, line] = readFileSync(plan.stages[0]!.logFile, 'utf8').split('\n');
    expect(JSON.parse(line!)).toEqual([['a b', '$(touch x)', '*', "it's"], 'é "1"', false, `${dir}/venv/bin`, workdir]);
  });

  it('writes the plan, the snapshots and the diff into the run folder, and hides the folder from git', async () => {
    const plan = makePlan({
      workdir,
      stages: [{ train: 'pass' }],
      snapshots: [{ path: 'config/rl.yaml', text: 'beta: 0.0\n' }],
      git: { commit: 'abc', diff: '--- a\n+++ b\n' },
    });
    await launchPlan(agent, plan, noFiles);
    const run = await ended(plan.runId);
    expect(run.git).toEqual({ commit: 'abc', diffFile: 'git.diff' });
    expect(readFileSync(`${plan.runDir}/config/rl.yaml`, 'utf8')).toBe('beta: 0.0\n');
    expect(readFileSync(`${plan.runDir}/git.diff`, 'utf8')).toBe('--- a\n+++ b\n');
    expect(JSON.parse(readFileSync(`${plan.runDir}/plan.json`, 'utf8'))).toEqual(plan);
    expect(statSync(`${plan.runDir}/plan.json`).mode & 0o777, 'its variables are private').toBe(0o600);
    expect(readFileSync(`${workdir}/.reasoner/.gitignore`, 'utf8')).toBe('*\n');
  });

  it('says why it failed, and does not start the stages after', async () => {
    const plan = makePlan({
      workdir,
      stages: [
        { name: 'cold-start', train: ['pass', 'print("step 1")\nraise ValueError("generation_batch_size must be divisible")'] },
        { name: 'rl', train: 'pass' },
      ],
    });
    await launchPlan(agent, plan, noFiles);
    const run = await ended(plan.runId);
    const reason = 'train (phase 2) exited with code 1; last line: ValueError: generation_batch_size must be divisible';
    expect(run).toMatchObject({ state: 'failed', message: `stage cold-start: ${reason}` });
    expect(run.stages.map(({ state, message }) => [state, message])).toEqual([
      ['failed', reason],
      ['stopped', 'not started: stage cold-start failed'],
    ]);
  });

  it('names a program that is not there', async () => {
    const plan = makePlan({ workdir, stages: [{ train: [['/nowhere/trl', 'sft']] }] });
    await launchPlan(agent, plan, noFiles);
    const run = await ended(plan.runId);
    expect(run.stages[0]).toMatchObject({ state: 'failed', message: expect.stringMatching(/^train could not start: .*No such file.*\/nowhere\/trl/) });
    expect(run.stages[0]!.processes[0]!.exitCode).toBe(127);
  });

  it('starts once for one token, from however many windows', async () => {
    const plan = makePlan({ workdir, stages: [{ train: 'import time; time.sleep(1)' }] });
    const other = { ...plan, runId: `${plan.runId}b`, runDir: `${plan.runDir}b` };
    other.stages = makePlan({ workdir, runId: other.runId, stages: [{ train: 'pass' }] }).stages;
    const second = await createHosts(hostSettings()).connect({ kind: 'local' });
    const answers = await Promise.all([launchPlan(agent, plan, noFiles), launchPlan(second, other, noFiles), launchPlan(agent, plan, noFiles)]);
    second.dispose();
    expect(answers.filter(({ existing }) => !existing)).toHaveLength(1);
    expect(new Set(answers.map(({ record: { id } }) => id)).size).toBe(1);
    await ended(answers[0]!.record.id);
  });

  it('refuses to write over checkpoints unless that was agreed', async () => {
    mkdirSync(`${dir}/out/checkpoint-10`, { recursive: true });
    const stages = [{ train: 'pass', outputDir: `${dir}/out` }];
    await expect(launchPlan(agent, makePlan({ workdir, stages }), noFiles)).rejects.toMatchObject({
      code: 'would-overwrite',
      message: `${dir}/out already holds checkpoints, and stage stage-1 would write over them`,
      hint: expect.stringContaining('overwrite'),
    });
    const agreed = makePlan({ workdir, stages: stages.map((stage) => ({ ...stage, overwrite: true })) });
    await launchPlan(agent, agreed, noFiles);
    expect((await ended(agreed.runId)).state).toBe('succeeded');
  });

  it('refuses plans that reach out of their run folder, and leaves nothing behind', async () => {
    const good = makePlan({ workdir, stages: [{ train: 'pass' }] });
    const bad: [typeof good, RegExp][] = [
      [{ ...good, runDir: `${workdir}/.reasoner/runs/../../x` }, /normalised/],
      [{ ...good, runDir: '/tmp/elsewhere' }, /runDir must be/],
      [{ ...good, runId: '../x' }, /run id/],
      [{ ...good, token: 'a/b' }, /token/],
      [{ ...good, snapshots: [{ path: '../../evil', text: '' }] }, /plain relative path/],
      [{ ...good, snapshots: [{ path: 'record.json', text: '' }] }, /cannot be named/],
      [{ ...good, stages: [{ ...good.stages[0]!, logFile: '/etc/log' }] }, /must lie in the run folder/],
      [{ ...good, format: 99 }, /format 99/],
    ];
    for (const [plan, message] of bad) await expect(launchPlan(agent, plan, noFiles)).rejects.toThrow(message);
    expect(existsSync(good.runDir)).toBe(false);
    expect(existsSync(`${workdir}/.reasoner/launches/${good.token}`)).toBe(false);
  });

  it('ships what the host lacks, and refuses to change it under a live run', async () => {
    const script = Buffer.from('import os; print("shipped"); open("go", "w"); import time; time.sleep(60)\n');
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const ship = [{ path: 'code/train.py', sha256: sha(script), size: script.length, mode: 0o644 }];
    const plan = makePlan({ workdir, ship, stages: [{ train: [['python3', 'code/train.py']] }] });
    await launchPlan(agent, plan, () => Promise.resolve(script));
    await until('the shipped script to run', () => existsSync(`${workdir}/go`));

    const edited = Buffer.concat([script, Buffer.from('# edited\n')]);
    const next = makePlan({ workdir, ship: [{ ...ship[0]!, sha256: sha(edited), size: edited.length }], stages: [{ train: 'pass' }] });
    await expect(launchPlan(agent, next, () => Promise.resolve(edited))).rejects.toMatchObject({ code: 'workdir-busy' });
    await agent.request('stop', { runDir: plan.runDir, graceSeconds: 1 });
    await ended(plan.runId);
    await launchPlan(agent, next, () => Promise.resolve(edited));
    expect(readFileSync(`${workdir}/code/train.py`)).toEqual(edited);
    await ended(next.runId);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import { hostSettings } from '../support/agentFile';
import { isAlive } from '../support/processes';
import { runFixture } from '../support/runFixture';
import { scratch } from '../support/scratch';
import { until } from '../support/wait';

const { dir, remove } = scratch('stop');
const hosts = createHosts(hostSettings());
const { workdir, connect, launch, record, ended } = runFixture(hosts, { kind: 'local' }, `${dir}/work`);
afterAll(() => {
  hosts.dispose();
  remove();
});

const ready = (path: string) => until(path, () => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n') && readFileSync(path, 'utf8'));
const announce = (name: string) => `import os; open(${JSON.stringify(`${workdir}/`)} + "${name}", "w").write(str(os.getpid()) + "\\n")`;

describe('stopping a run', () => {
  it('ends the whole process group and leaves the rest unstarted', async () => {
    const child = `import subprocess, time; p = subprocess.Popen(["sleep", "300"]); open(${JSON.stringify(`${workdir}/child`)}, "w").write(str(p.pid) + "\\n"); time.sleep(300)`;
    const plan = await launch([{ train: [child, 'pass'] }, { train: 'pass' }]);
    const worker = Number(await ready(`${workdir}/child`));
    const { result } = await (await connect()).request('stop', { runDir: plan.runDir, graceSeconds: 20 });
    expect(result.record.state).toBe('running');
    const run = await ended(plan.runId);
    expect(run).toMatchObject({ state: 'stopped', message: 'stage stage-1: train (phase 1) was stopped' });
    expect(run.stages.map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    expect(run.stages[0]!.processes.map(({ state, signal }) => [state, signal])).toEqual([
      ['stopped', 15],
      ['stopped', null],
    ]);
    expect(isAlive(worker)).toBe(false);
  });

  it('kills what ignores the request when the grace is over, and says `stopping` until then', async () => {
    const plan = await launch([{ train: `import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); ${announce('stubborn')}; time.sleep(300)` }]);
    await ready(`${workdir}/stubborn`);
    await (await connect()).request('stop', { runDir: plan.runDir, graceSeconds: 1 });
    await until('stopping', async () => (await record(plan.runId))?.state === 'stopping');
    const run = await ended(plan.runId);
    expect(run).toMatchObject({ state: 'stopped', stages: [{ processes: [{ signal: 9 }] }] });
  });

  it('a second, more impatient request shortens the grace', async () => {
    const plan = await launch([{ train: `import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); ${announce('deaf')}; time.sleep(300)` }]);
    await ready(`${workdir}/deaf`);
    const agent = await connect();
    await agent.request('stop', { runDir: plan.runDir, graceSeconds: 3600 });
    await until('stopping', async () => (await record(plan.runId))?.state === 'stopping');
    await agent.request('stop', { runDir: plan.runDir, graceSeconds: 0 });
    expect((await ended(plan.runId)).state).toBe('stopped');
  });

  it('lets a trainer that saves on SIGTERM finish, and calls it stopped all the same', async () => {
    const save = `import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (print("saved checkpoint-12"), sys.exit(0))); ${announce('saver')}; time.sleep(300)`;
    const plan = await launch([{ train: save }]);
    await ready(`${workdir}/saver`);
    await (await connect()).request('stop', { runDir: plan.runDir, graceSeconds: 30 });
    const run = await ended(plan.runId);
    expect(run.stages[0]!.processes[0]).toMatchObject({ state: 'stopped', exitCode: 0 });
    expect(readFileSync(plan.stages[0]!.logFile, 'utf8')).toContain('saved checkpoint-12');
  });

  it('of an ended run changes nothing', async () => {
    const plan = await launch([{ train: 'pass' }]);
    const before = await ended(plan.runId);
    const { result } = await (await connect()).request('stop', { runDir: plan.runDir, graceSeconds: 1 });
    expect(result.record).toEqual(before);
  });

  it('of a folder without a run says so', async () => {
    const request = (await connect()).request('stop', { runDir: `${workdir}/nothing`, graceSeconds: 1 });
    await expect(request).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining(`${workdir}/nothing`) });
  });
});

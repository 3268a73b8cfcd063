import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import { createRuns } from '../../engine/runs/runs';
import { hostSettings } from '../support/agentFile';
import { makePlan } from '../support/plan';
import { childrenOf, isAlive } from '../support/processes';
import { runFixture } from '../support/runFixture';
import { scratch } from '../support/scratch';
import { until } from '../support/wait';

const { dir, remove } = scratch('survival');
const hosts = createHosts(hostSettings());
const target = { kind: 'local' } as const;
const { workdir, connect, launch, record, ended } = runFixture(hosts, target, `${dir}/work`);
afterAll(() => {
  hosts.dispose();
  remove();
});

/** Writes 1..n to its log, and goes on when `go` appears. */
const counting = (count: number) =>
  `import os, time\nfor i in range(1, ${count} + 1):\n    print("step", i, "é", flush=True)\n    time.sleep(0.05)\n    while i == ${count} // 2 and not os.path.exists("go"): time.sleep(0.05)`;
const agents = () => childrenOf(process.pid, 'reasoner-agent.pyz');

describe('a run belongs to its host', () => {
  it('goes on while the agent is killed, and the log arrives without a gap or a repeated byte', async () => {
    const plan = await launch([{ name: 'rl', train: counting(40) }]);
    const runs = createRuns(hosts, target, workdir);
    await runs.ready;
    let log = '';
    const tail = runs.tailLog(plan.runId, 'rl', 0, (text) => (log += text));
    await until('the first half', () => log.includes('step 20'));

    const [agent] = agents();
    const first = await connect();
    process.kill(agent!, 'SIGKILL');
    expect(await first.closed).toBe('the agent on this machine ended');
    await until('the problem', () => runs.problem !== null);
    expect(runs.all.map(({ id }) => id), 'the last known runs stay').toContain(plan.runId);
    await until('the reconnect', () => runs.problem === null);
    expect((await record(plan.runId))?.state).toBe('running');
    expect(agents()).not.toContain(agent);

    writeFileSync(`${workdir}/go`, '');
    await until('the end', () => runs.all.find(({ id }) => id === plan.runId)?.state === 'succeeded');
    const written = readFileSync(plan.stages[0]!.logFile, 'utf8');
    await until('the whole log', () => log.length >= written.length);
    expect(log).toBe(written);
    tail.dispose();
    runs.dispose();
  });

  it('is lost when its supervisor is killed, everywhere at once, and its orphan can still be ended', async () => {
    const plan = await launch([{ train: 'import os, time; open("orphan", "w").write(str(os.getpid()) + "\\n"); time.sleep(300)' }]);
    await until('the process', () => existsSync(`${workdir}/orphan`) && readFileSync(`${workdir}/orphan`, 'utf8').endsWith('\n'));
    const orphan = Number(readFileSync(`${workdir}/orphan`, 'utf8'));
    const runs = createRuns(hosts, target, workdir);
    await runs.ready;
    const supervisor = (await record(plan.runId))!.supervisor!;
    process.kill(supervisor.pid, 'SIGKILL');

    const lost = await until('the watch', () => runs.all.find(({ id, state }) => id === plan.runId && state === 'lost'));
    expect(lost).toMatchObject({ message: expect.stringContaining('supervisor is gone'), stages: [{ state: 'lost', processes: [{ state: 'lost' }] }] });
    expect((await record(plan.runId))?.state).toBe('lost');
    const onDisk = JSON.parse(readFileSync(`${plan.runDir}/record.json`, 'utf8')) as { state: string };
    expect(onDisk.state, 'derived, never written').toBe('running');

    expect(isAlive(orphan)).toBe(true);
    expect((await runs.stop(plan.runId)).state).toBe('lost');
    await until('the orphan to end', () => !isAlive(orphan));
    runs.dispose();
  });

  it('stops when its supervisor is asked to end', async () => {
    const plan = await launch([{ train: 'import time; time.sleep(300)' }]);
    const supervisor = await until('the supervisor', async () => (await record(plan.runId))?.supervisor);
    await until('the process', async () => (await record(plan.runId))?.stages[0]?.processes[0]?.state === 'running');
    process.kill(supervisor.pid, 'SIGHUP');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAlive(supervisor.pid), 'a hang-up is nothing').toBe(true);
    process.kill(supervisor.pid, 'SIGTERM');
    expect((await ended(plan.runId)).state).toBe('stopped');
  });

  it('starts even when the connection ends right behind the request', async () => {
    const plan = makePlan({ workdir, stages: [{ train: 'print("on its own")' }] });
    const connection = await connect();
    const answer = connection.request('launch', { plan }).catch((error: Error) => error.name);
    connection.dispose();
    expect(await answer).toBe('ConnectionLost');
    expect((await ended(plan.runId)).state).toBe('succeeded');
  });

  it('is no child of the agent, and the agent ends with its connection', async () => {
    const plan = await launch([{ train: 'import time; time.sleep(300)' }]);
    const pid = (await record(plan.runId))!.supervisor!.pid;
    const before = agents();
    (await connect()).dispose();
    await until('the agent to end', () => before.every((agent) => !isAlive(agent)));
    expect(isAlive(pid)).toBe(true);
    await (await connect()).request('stop', { runDir: plan.runDir, graceSeconds: 1 });
    await ended(plan.runId);
  });
});

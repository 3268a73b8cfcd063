import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHosts } from '../../engine/agent/hosts';
import type { Hosts } from '../../engine/api';
import { launchPlan } from '../../engine/runs/launch';
import { createRuns } from '../../engine/runs/runs';
import { hostSettings } from '../support/agentFile';
import { makePlan } from '../support/plan';
import { childrenOf } from '../support/processes';
import { runFixture, type RunFixture } from '../support/runFixture';
import { scratch } from '../support/scratch';
import { until } from '../support/wait';
import { startSshd, type Sshd } from './sshd';

const { dir, remove } = scratch('ssh');
const workdir = `${dir}/work`;
const box = { kind: 'ssh', host: 'box' } as const;
let sshd: Sshd;
let hosts: Hosts;
let fixture: RunFixture;

beforeAll(async () => {
  sshd = await startSshd(dir);
  hosts = createHosts(hostSettings({ sshConfigFile: sshd.configFile }));
  fixture = runFixture(hosts, box, workdir);
});
afterAll(() => {
  hosts.dispose();
  sshd.stop();
  remove();
});

describe('over a real ssh', () => {
  it('stores the agent once, in a private folder named by its hash, and skips what login scripts print', async () => {
    writeFileSync(`${sshd.home}/.bashrc`, 'echo "Welcome to the cluster"; echo "quota: 93%"\n');
    const agent = await fixture.connect();
    expect(agent.info.home).toBe(sshd.home);
    const stored = `${sshd.home}/.cache/reasoner/agent/${agent.info.agent}`;
    expect(readdirSync(stored)).toEqual(['reasoner-agent.pyz']);
    expect(statSync(stored).mode & 0o777).toBe(0o700);
    const before = statSync(`${stored}/reasoner-agent.pyz`).mtimeMs;
    const other = await createHosts(hostSettings({ sshConfigFile: sshd.configFile })).connect(box);
    expect(statSync(`${stored}/reasoner-agent.pyz`).mtimeMs).toBe(before);
    other.dispose();
  });

  it('replaces a stored agent whose bytes are not the right ones', async () => {
    const { info } = await fixture.connect();
    const stored = `${sshd.home}/.cache/reasoner/agent/${info.agent}/reasoner-agent.pyz`;
    writeFileSync(stored, 'import os; os._exit(7)');
    const other = await createHosts(hostSettings({ sshConfigFile: sshd.configFile })).connect(box);
    expect(other.info.agent).toBe(info.agent);
    other.dispose();
  });

  it('launches, streams the log, lists and reads what the run wrote', async () => {
    const write = 'import os; os.makedirs("out/checkpoint-5"); open("out/checkpoint-5/config.json", "w").write("{}"); print("reward 0.5")';
    const plan = await fixture.launch([{ name: 'rl', train: write }]);
    const runs = createRuns(hosts, box, workdir);
    await runs.ready;
    let log = '';
    runs.tailLog(plan.runId, 'rl', 0, (text) => (log += text));
    expect((await fixture.ended(plan.runId)).state).toBe('succeeded');
    await until('the log', () => log.includes('reward 0.5'));
    const agent = await fixture.connect();
    const { result } = await agent.request('list', { path: `${workdir}/out`, depth: 2, limit: 10 });
    expect(result.entries.map(({ path }) => path)).toEqual(['checkpoint-5', 'checkpoint-5/config.json']);
    const { payload } = await agent.request('read', { path: `${workdir}/out/checkpoint-5/config.json`, offset: 0, length: 100 });
    expect(new TextDecoder().decode(payload)).toBe('{}');
    runs.dispose();
  });

  it('stops a run', async () => {
    const plan = await fixture.launch([{ train: 'import time; time.sleep(300)' }]);
    const runs = createRuns(hosts, box, workdir);
    await runs.ready;
    await runs.stop(plan.runId, 5);
    await until('stopped', () => runs.all.find(({ id }) => id === plan.runId)?.state === 'stopped');
    runs.dispose();
  });

  it('starts one run for one token from two windows', async () => {
    const window = createHosts(hostSettings({ sshConfigFile: sshd.configFile }));
    const plan = makePlan({ workdir, stages: [{ train: 'pass' }] });
    const none = () => Promise.reject(new Error('nothing is shipped'));
    const both = await Promise.all([hosts, window].map(async (own) => launchPlan(await own.connect(box), plan, none)));
    expect(both.map(({ existing }) => existing).sort()).toEqual([false, true]);
    await fixture.ended(plan.runId);
    window.dispose();
  });

  it('loses nothing when the ssh connection is killed in mid-run', async () => {
    const train = `import os, time\nfor i in range(40):\n    print("step", i, flush=True)\n    time.sleep(0.05)\n    while i == 20 and not os.path.exists("go"): time.sleep(0.05)`;
    const plan = await fixture.launch([{ name: 'rl', train }]);
    const runs = createRuns(hosts, box, workdir);
    await runs.ready;
    let log = '';
    runs.tailLog(plan.runId, 'rl', 0, (text) => (log += text));
    await until('half of it', () => log.includes('step 20'));
    const lost = await fixture.connect();
    for (const ssh of childrenOf(process.pid, sshd.configFile)) process.kill(ssh, 'SIGKILL');
    expect(await lost.closed).toContain('the connection to box was lost');
    writeFileSync(`${workdir}/go`, '');
    await until('the end, seen through a new connection', () => runs.all.find(({ id }) => id === plan.runId)?.state === 'succeeded');
    const written = readFileSync(plan.stages[0]!.logFile, 'utf8');
    await until('the whole log', () => log.length >= written.length);
    expect(log).toBe(written);
    expect(existsSync(plan.runDir)).toBe(true);
    runs.dispose();
  });
});

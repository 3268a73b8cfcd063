/** A workdir, its connection and the questions every test about runs asks. */
import type { AgentConnection, Hosts, RunRecord } from '../../engine/api';
import { launchPlan } from '../../engine/runs/launch';
import type { HostTarget } from '../../engine/runs/follow';
import { isLive } from '../../protocol/run';
import type { Plan } from '../../protocol/plan';
import { makePlan, type StageSketch } from './plan';
import { until } from './wait';

export interface RunFixture {
  readonly workdir: string;
  connect(): Promise<AgentConnection>;
  launch(stages: StageSketch[]): Promise<Plan>;
  record(runId: string): Promise<RunRecord | undefined>;
  /** The record once its run is no longer live. */
  ended(runId: string): Promise<RunRecord>;
}

export function runFixture(hosts: Hosts, target: HostTarget, workdir: string): RunFixture {
  const connect = () => hosts.connect(target);
  const record = async (runId: string) =>
    (await (await connect()).request('runs', { workdir })).result.runs.find(({ id }) => id === runId);
  return {
    workdir,
    connect,
    record,
    async launch(stages) {
      const plan = makePlan({ workdir, stages });
      await launchPlan(await connect(), plan, () => Promise.reject(new Error('nothing is shipped')));
      return plan;
    },
    ended: (runId) =>
      until(`the end of ${runId}`, async () => {
        const found = await record(runId);
        return found && !isLive(found.state) ? found : null;
      }),
  };
}

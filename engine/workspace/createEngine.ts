import { readFile } from 'node:fs/promises';
import nodePath from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePipeline } from '../../config';
import type { Pipeline, Target } from '../../config/pipeline/types';
import type { Plan } from '../../protocol/plan';
import type { RunRecord } from '../../protocol/run';
import { createHosts, hostKey } from '../agent';
import type { AgentConnection, RunCurves, Runs } from '../api';
import { createCheckpoints } from '../checkpoints';
import type { CurveSource, Engine, EngineSettings } from '../engine';
import { planLaunch, selectStages } from '../plan/planLaunch';
import { createRuns, launchPlan } from '../runs';
import { LiveRunCurves } from '../telemetry';
import { readText } from './readText';
import { Shared } from './shared';

/** Puts the engine's parts together: one connection per host, runs and curves shared by all who look at them. */
export function createEngine(settings: EngineSettings): Engine {
  const hosts = createHosts(settings);
  const sharedRuns = new Shared<Runs>();
  const sharedCurves = new Shared<RunCurves>();
  const connect = (target: Target): Promise<AgentConnection> => hosts.connect(hostOf(target));

  const runs = (pipeline: Pipeline, target: Target): Runs => {
    const workdir = watchedWorkdir(pipeline, target);
    return sharedRuns.hold(`${hostKey(hostOf(target))} ${workdir}`, () => createRuns(hosts, hostOf(target), workdir));
  };

  return {
    hosts,
    runs,

    async loadPipeline(uri) {
      return await parsePipeline(await readFile(fileURLToPath(uri), 'utf8'), uri);
    },

    async plan(pipeline, stages, options = {}) {
      const launchable = selectStages(pipeline, stages);
      if ('message' in launchable) return { plan: null, problems: [launchable] };
      return planLaunch(await connect(launchable.target), pipeline, launchable, options);
    },

    async launch(pipeline: Pipeline, plan: Plan) {
      const folder = folderOf(pipeline);
      const connection = await connect(targetOf(pipeline, plan.target));
      const { record } = await launchPlan(connection, plan, (path) => readFile(nodePath.join(folder, path)));
      return record;
    },

    curves(pipeline: Pipeline, run: RunRecord, { source = 'auto' }: { source?: CurveSource } = {}) {
      const target = targetOf(pipeline, run.target);
      return sharedCurves.hold(`${hostKey(hostOf(target))} ${run.runDir} ${source}`, () => {
        const following = runs(pipeline, target);
        const curves = new LiveRunCurves({
          run: () => following.all.find((other) => other.id === run.id) ?? run,
          connect: () => connect(target),
          source,
          venv: run.venv,
        });
        return endWith(curves, following);
      });
    },

    checkpoints: (_pipeline, target) => createCheckpoints(() => connect(target)),

    async readText(pipeline, run, hostPath) {
      return readText(await connect(targetOf(pipeline, run.target)), hostPath);
    },

    dispose() {
      sharedCurves.dispose();
      sharedRuns.dispose();
      hosts.dispose();
    },
  };
}

const folderOf = (pipeline: Pipeline): string => nodePath.dirname(fileURLToPath(pipeline.uri));

/** Where the runs of a target are: known without asking the host; `~` is expanded there. */
function watchedWorkdir(pipeline: Pipeline, target: Target): string {
  if (target.kind === 'ssh') return target.workdir;
  return nodePath.resolve(folderOf(pipeline), target.workdir ?? '.');
}

const hostOf = (target: Target): { kind: Target['kind']; host?: string } =>
  target.kind === 'ssh' ? { kind: 'ssh', host: target.host } : { kind: 'local' };

/** The pipeline's target that a run or plan names. @throws Error when the file no longer has it */
function targetOf(pipeline: Pipeline, named: { name: string }): Target {
  const target = pipeline.targets.find((candidate) => candidate.name === named.name);
  if (!target) throw new Error(`The pipeline ${pipeline.name} has no target ${named.name} any more; add it to reasoner.yaml again.`);
  return target;
}

/** `curves` that give back their share of `following` when they end. */
function endWith(curves: LiveRunCurves, following: Runs): RunCurves {
  const end = curves.dispose.bind(curves);
  curves.dispose = () => {
    end();
    following.dispose();
  };
  return curves;
}

/** Small records for unit tests: a two-stage run and the pipeline that it belongs to. */
import type { CheckpointRecord, Pipeline, RunEntry, RunRecord, RunState, StageRecord, Target } from '../types';

const env = { venv: null, variables: {} };
export const here: Target = { name: 'here', kind: 'local', workdir: null, env };
export const box: Target = { name: 'box', kind: 'ssh', host: 'gpu-box', workdir: '/data/tiny', env };

const stage = { entry: null, init: null, before: null, after: null, phases: [], target: 'here' };
export const tiny: Pipeline = {
  uri: 'file:///work/tiny/reasoner.yaml',
  name: 'tiny',
  targets: [here, box],
  stages: [
    { ...stage, name: 'cold-start', trainer: 'trl-sft', config: 'cold_start.yaml' },
    { ...stage, name: 'rl', trainer: 'trl-grpo', config: 'rl.yaml', init: 'cold-start' },
  ],
};

export const stageRecord = (name: string, state: RunState, more: Partial<StageRecord> = {}): StageRecord => ({
  name,
  trainer: name === 'rl' ? 'trl-grpo' : 'trl-sft',
  kind: name === 'rl' ? 'rl' : 'sft',
  state,
  outputDir: `/work/tiny/.reasoner/runs/r1/stages/${name}/output`,
  logFile: `/work/tiny/.reasoner/runs/r1/stages/${name}/stage.log`,
  totalSteps: 60,
  phases: [],
  processes: [],
  startedAt: state === 'pending' ? null : 1_000,
  endedAt: ['pending', 'running', 'stopping'].includes(state) ? null : 1_090,
  message: null,
  ...more,
});

export const runRecord = (state: RunState, stages: StageRecord[], more: Partial<RunRecord> = {}): RunRecord => ({
  format: 1,
  id: 'r1',
  token: 't1',
  pipeline: { uri: tiny.uri, name: tiny.name },
  target: { name: 'here', kind: 'local' },
  workdir: '/work/tiny',
  runDir: '/work/tiny/.reasoner/runs/r1',
  venv: null,
  state,
  createdAt: 1_000,
  startedAt: 1_000,
  endedAt: state === 'running' ? null : 1_100,
  supervisor: null,
  stages,
  versions: { trl: '1.13.0' },
  git: { commit: null, diffFile: null },
  message: null,
  ...more,
});

export const entryOf = (record: RunRecord, target: Target = here): RunEntry => ({ pipeline: tiny, target, record });

export const checkpoint = (step: number, more: Partial<CheckpointRecord> = {}): CheckpointRecord => ({
  path: `/work/tiny/.reasoner/runs/r1/stages/rl/output/checkpoint-${step}`,
  runId: 'r1',
  stage: 'rl',
  step,
  layout: 'hf',
  size: 2_400_000,
  completeness: 'complete',
  problem: null,
  ...more,
});

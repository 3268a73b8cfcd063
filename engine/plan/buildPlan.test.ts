import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { Pipeline, Stage } from '../../config/pipeline/types';
import type { RunRecord } from '../../protocol/run';
import { buildPlan, type PlanInput } from './buildPlan';

const target = { name: 'here', kind: 'local' as const, workdir: null, env: { venv: '.venv', variables: { OMP_NUM_THREADS: '1' } } };
const coldStart: Stage = {
  name: 'cold-start', trainer: 'trl-sft', config: 'cold_start.yaml', target: 'here',
  entry: null, init: null, before: ['python', 'prepare.py'], after: null, phases: [],
};
const rl: Stage = {
  ...coldStart, name: 'rl', trainer: 'trl-grpo', config: 'rl.yaml', entry: 'grpo.py', init: 'cold-start', before: null,
  after: ['python', 'answers.py'],
  phases: [{ until: 30, set: { max_completion_length: 48 } }, { until: null, set: { max_completion_length: 96 } }],
};
const pipeline: Pipeline = { uri: 'file:///w/reasoner.yaml', name: 'tiny', targets: [target], stages: [coldStart, rl] };

const input = (change: Partial<PlanInput> = {}): PlanInput => ({
  pipeline, target, stages: [coldStart, rl], workdir: '/w', venv: '/w/.venv', runId: 'r1', token: 't',
  configTexts: new Map([
    ['cold-start', '# stage 1\nmodel_name_or_path: build/model\nmax_steps: 240\n'],
    ['rl', 'model_name_or_path: build/model # replaced at launch\nmax_steps: 60\n'],
  ]),
  runs: [], ship: [], snapshots: [], git: { commit: null, diff: null }, overwrite: false,
  ...change,
});
const planOf = (change?: Partial<PlanInput>) => {
  const { plan, problems } = buildPlan(input(change));
  if (!plan) throw new Error(JSON.stringify(problems));
  return plan;
};
const config = (plan: ReturnType<typeof planOf>, path: string) => parse(plan.snapshots.find((s) => s.path === path)?.text ?? '');

describe('a plan', () => {
  it('runs the trainer by its own command with the config as it is used', () => {
    const plan = planOf();
    expect(plan.stages[0]?.processes.map((p) => p.argv)).toEqual([
      ['/w/.venv/bin/python', 'prepare.py'],
      ['/w/.venv/bin/trl', 'sft', '--config', '/w/.reasoner/runs/r1/stages/cold-start/config.yaml'],
    ]);
    expect(plan.stages[0]?.processes[1]?.env).toMatchObject({ OMP_NUM_THREADS: '1', REASONER_STAGE: 'cold-start' });
  });

  it('lets a stage start from the final weights of the stage before it', () => {
    const plan = planOf();
    const sft = plan.stages[0]?.outputDir;
    expect(sft).toBe('/w/.reasoner/runs/r1/stages/cold-start/output');
    expect(config(plan, 'stages/rl/config.phase-1.yaml')).toMatchObject({ model_name_or_path: sft, max_steps: 30, max_completion_length: 48 });
  });

  it('continues the second phase from the first one with weights and optimizer, naming the model too', () => {
    const plan = planOf();
    const checkpoint = '/w/.reasoner/runs/r1/stages/rl/output/checkpoint-30';
    expect(config(plan, 'stages/rl/config.phase-2.yaml')).toMatchObject({
      model_name_or_path: checkpoint, resume_from_checkpoint: checkpoint, max_steps: 60, max_completion_length: 96,
    });
  });

  it('keeps the comments of a config', () => {
    expect(planOf().snapshots.find((s) => s.path === 'stages/cold-start/config.yaml')?.text).toContain('# stage 1');
  });

  it('of one stage starts from the newest finished run of the stage before it', () => {
    const record = { pipeline: { name: 'tiny' }, stages: [{ name: 'cold-start', state: 'succeeded', outputDir: '/old/output', endedAt: 5 }] };
    const plan = planOf({ stages: [rl], runs: [record as unknown as RunRecord] });
    expect(config(plan, 'stages/rl/config.phase-1.yaml').model_name_or_path).toBe('/old/output');
  });

  it('says so when there is no such run', () => {
    const { plan, problems } = buildPlan(input({ stages: [rl] }));
    expect(plan).toBeNull();
    expect(problems[0]?.message).toBe('Stage rl starts from cold-start, which has no finished run on target here.');
  });

  it('refuses phases that the trainer cannot resume', () => {
    const { problems } = buildPlan(input({ stages: [coldStart, { ...rl, entry: null }] }));
    expect(problems[0]?.message).toMatch(/cannot resume/);
  });

  it('writes where the config says, and refuses two stages in one folder', () => {
    const configTexts = new Map([['cold-start', 'output_dir: out\n'], ['rl', 'output_dir: ./out\nmax_steps: 60\n']]);
    expect(buildPlan(input({ configTexts })).problems[0]?.message).toMatch(/Two stages write to \/w\/out/);
  });

  it('refuses a phase that ends after the training does', () => {
    const configTexts = new Map([['cold-start', ''], ['rl', 'max_steps: 20\n']]);
    expect(buildPlan(input({ configTexts })).problems[0]?.message).toMatch(/until step 30, but max_steps is 20/);
  });
});

import { describe, expect, it } from 'vitest';
import { makePlan } from '../../test/support/plan';
import { planText } from './planText';

describe('the plan of a stage as text', () => {
  it('says where and with what, then the commands as a shell takes them', () => {
    const stage = { name: 'rl', kind: 'rl' as const, outputDir: '/data/out', totalSteps: 60, train: [['trl', 'grpo', '--config', 'my rl.yaml']], env: { CUDA_VISIBLE_DEVICES: '0,1', PYTHONPATH: null } };
    expect(planText(makePlan({ workdir: '/data', runId: 'r1', venv: '/data/.venv', stages: [stage] }), [])).toBe(`# target       here (local)
# workdir      /data
# run folder   /data/.reasoner/runs/r1
# environment  /data/.venv

# rl (trl-grpo), output in /data/out
# 60 optimizer steps

# train, phase 1
cd /data
export CUDA_VISIBLE_DEVICES=0,1
unset PYTHONPATH
trl grpo --config 'my rl.yaml'
`);
  });

  it('says what stops a plan', () => {
    const problem = { message: 'output_dir holds checkpoints.', hint: 'Choose another one.' };
    expect(planText(null, [problem])).toBe('# output_dir holds checkpoints. Choose another one.\n');
  });

  it('keeps every line of foreign text a comment', () => {
    expect(planText(null, [{ message: 'no\nrm -rf /\u2028rm x', hint: null }])).toBe('# no\n# rm -rf /\n# rm x\n');
  });
});

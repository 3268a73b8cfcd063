import { expect, it } from 'vitest';
import { MemoryFiles } from '../memoryFiles';
import { checkFile } from './file';
import { checkPipelineFiles } from './pipeline';

const head = 'version: 1\ntargets: { here: { kind: local } }\nstages:\n';
const CONFIG = 'model_name_or_path: m\nreport_to: tensorboard\nlearning_rat: 1\n';
const codes = (problems: { code: string; severity: string }[]): string[] => problems.map(({ code, severity }) => `${code} ${severity}`);

it('reads a config as the stage that names it does, from a pipeline beside or above', async () => {
  const files = new MemoryFiles({
    'file:///w/reasoner.yaml': `${head}  a: { trainer: trl-sft, config: configs/a b.yaml, target: here }\n`,
    'file:///w/configs/a%20b.yaml': CONFIG,
    'file:///w/configs/unused.yaml': CONFIG,
  });
  expect(codes(await checkFile(files, 'file:///w/configs/a%20b.yaml'))).toEqual(['TRL-UNKNOWN-KEY-CLI error']);
  expect(codes(await checkFile(files, 'file:///w/configs/unused.yaml'))).toEqual([]);
});

it('warns instead of failing where a script of the user reads the config', async () => {
  const files = new MemoryFiles({
    'file:///w/reasoner.yaml': `${head}  a: { trainer: trl-sft, config: a.yaml, entry: mine.py, target: here }\n`,
    'file:///w/a.yaml': `${CONFIG}num_processes: 2\nflavour: x\n`,
    'file:///w/mine.py': 'parser.add_argument("--flavour")\n',
  });
  const problems = await checkFile(files, 'file:///w/a.yaml');
  expect(codes(problems)).toEqual(['TRL-UNKNOWN-KEY-SCRIPT warning', 'TRL-UNKNOWN-KEY-SCRIPT warning']);
  expect(problems[1]?.message).toContain('flag of accelerate launch');
});

it('checks what a launch reads: all stages, or one', async () => {
  const files = new MemoryFiles({
    'file:///w/reasoner.yaml': `${head}  a: { trainer: trl-sft, config: a.yaml, target: here }\n  b: { trainer: trl-grpo, config: b.yaml, target: here }\n`,
    'file:///w/a.yaml': CONFIG,
    'file:///w/b.yaml': 'report_to: tensorboard\nnum_generations: 1\n',
  });
  expect(codes(await checkPipelineFiles(files, 'file:///w/reasoner.yaml'))).toEqual(['TRL-UNKNOWN-KEY-CLI error', 'TRL-GRPO-LIMITS error']);
  expect(codes(await checkPipelineFiles(files, 'file:///w/reasoner.yaml', 'b'))).toEqual(['TRL-GRPO-LIMITS error']);
});

it('only notes what may be a field of an unknown reader, and warns of what looks like a mistake', async () => {
  const files = new MemoryFiles({ 'file:///w/a.yaml': '# trl: grpo\nsystem_prompt: think\nnum_generation: 8\ntorch_dtype: bfloat16\n' });
  expect(codes(await checkFile(files, 'file:///w/a.yaml'))).toEqual(['TRL-UNKNOWN-KEY-SCRIPT information', 'TRL-UNKNOWN-KEY-SCRIPT warning', 'TRL-REMOVED-KEYS warning']);
});

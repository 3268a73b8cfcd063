// Overrides are laid over the module that the command runs.
import { describe, expect, it } from 'vitest';
import { analyse } from '../../check/file';
import { MemoryFiles } from '../../memoryFiles';
import { orzHints } from './hints';
import { viewOf, type View } from './view';

const folder = 'file:///work/orz/';
const MODULE = `import os
from dataclasses import dataclass
from orz.exps.examples.ppo.ppo_base_exp import BasePPOExpConfig
DEBUG_MODE = os.environ.get("DEBUG_MODE", "False") != "False"
@dataclass
class PPOExpConfig(BasePPOExpConfig):
    n_samples_per_prompt: int = 2 if DEBUG_MODE else 64
    rollout_batch_size: int = 128
    critic_pretrain: str = "m"
`;
const view = async (command: string, files: Record<string, string> = { 'playground/mine.py': MODULE }): Promise<View> => {
  const uri = `${folder}run.sh`;
  const memory = new MemoryFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [folder + name, text])));
  const { contexts } = await analyse(memory, uri, `#!/bin/bash\n${command}\n`);
  const [context] = contexts;
  if (!context) throw new Error('no command was recognised');
  return viewOf(context);
};

describe('a command', () => {
  it('overrides the module, which overrides the base class', async () => {
    const found = await view('python -m playground.mine exp.rollout_batch_size=512');
    expect(['rollout_batch_size', 'n_samples_per_prompt', 'zero_stage'].map((name) => found.number(name))).toEqual([512, 64, 3]);
    expect(found.get('n_samples_per_prompt').entry).toBeUndefined();
  });

  it('sets the variables that the module reads', async () => {
    expect((await view('DEBUG_MODE=1 python -m playground.mine exp.seed=1')).number('n_samples_per_prompt')).toBe(2);
    expect((await view('DEBUG_MODE=$UNSET python -m playground.mine exp.seed=1')).get('n_samples_per_prompt').state).toBe('unknown');
  });

  it('knows a published module by its name and nothing of another one that is not there', async () => {
    expect((await view('python -m playground.orz_7b_ppo exp.seed=1', {})).number('critic_update_steps')).toBeNull();
    expect((await view('python -m playground.orz_7b_ppo exp.seed=1', {})).number('policy_update_steps')).toBe(1);
    expect((await view('python -m playground.mine exp.seed=1', {})).get('zero_stage').state).toBe('unknown');
  });

  it('says nothing sure where an override is a variable', async () => {
    expect((await view('python -m playground.mine exp.zero_stage=$STAGE')).get('zero_stage').state).toBe('unknown');
  });
});

it('shows samples and GPUs behind the fields of a module', async () => {
  const uri = `${folder}playground/mine.py`;
  const { contexts } = await analyse(new MemoryFiles(), uri, `${MODULE}    vllm_num_engines: int = 4\n    policy_update_steps: int = 1\n`);
  const [context] = contexts;
  const labels = context ? (await Promise.all(orzHints.map((hint) => hint(context)))).flat().map(({ label }) => label) : [];
  expect(labels).toEqual(['8192 samples per step', '1 policy and 4 critic updates per step', '8 GPUs']);
});

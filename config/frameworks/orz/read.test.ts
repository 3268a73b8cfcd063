import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../memoryFiles';
import { effectiveEntries, valueOf } from '../../syntax/tree';
import { experimentOf } from './experiment';
import { readOrz } from './read';

const folder = 'file:///work/orz/';
const module = (body: string, imports = 'from orz.exps.examples.ppo.ppo_base_exp import BasePPOExpConfig'): string =>
  `from dataclasses import dataclass\n${imports}\n\n@dataclass\nclass PPOExpConfig(BasePPOExpConfig):\n${body.replaceAll(/^(?=.)/gm, '    ')}\n`;
const read = (text: string, beside: Record<string, string> = {}, environment?: Map<string, string | null>): ReturnType<typeof readOrz> => {
  const files = new MemoryFiles(Object.fromEntries(Object.entries(beside).map(([name, content]) => [folder + name, content])));
  return readOrz(files, `${folder}playground/mine.py`, text, environment);
};
const values = async (text: string, beside?: Record<string, string>): Promise<Record<string, unknown>> => {
  const part = await read(text, beside);
  return Object.fromEntries((part ? effectiveEntries(part.root) : []).map(({ key, value }) => [key, value.certain ? valueOf(value) : '?']));
};

describe('an experiment module', () => {
  it('is a config, and other Python is none', async () => {
    expect(await read(module('seed: int = 1'))).toMatchObject({ framework: 'orz', command: 'ppo', syntax: 'python', whole: true });
    expect(await read('from dataclasses import dataclass\n@dataclass\nclass ExpConfig:\n    seed: int = 1\n')).toBeNull();
    expect(await read('print("BasePPOExpConfig")\n')).toBeNull();
  });

  it('is the class that set_cfg is given, when there are several', async () => {
    const text = `${module('seed: int = 1')}\n@dataclass\nclass Other(PPOExpConfig):\n    seed: int = 2\n\nPPOExp().set_cfg(PPOExpConfig())\n`;
    expect(await values(text)).toEqual({ seed: 1 });
    expect(await values(text.replace('set_cfg(PPOExpConfig())', 'set_cfg(Other())'))).toEqual({ seed: 2 });
  });

  it('is not known where something sets a field later', async () => {
    expect(await values(`${module('seed: int = 1\nzero_stage: int = 3')}\ncfg = PPOExpConfig(seed=7)\ncfg.zero_stage = 2\n`)).toEqual({ seed: '?', zero_stage: '?' });
  });

  it('has the values of the environment that a command sets', async () => {
    const text = module('n: int = 2 if DEBUG_MODE else 64', 'import os\nfrom orz.exps.examples.ppo.ppo_base_exp import BasePPOExpConfig\nDEBUG_MODE = os.environ.get("DEBUG_MODE", "False") != "False"');
    const n = async (environment?: Map<string, string | null>): Promise<unknown> => {
      const node = (await read(text, {}, environment))?.root.entries[0]?.value;
      return node?.certain ? valueOf(node) : '?';
    };
    expect([await n(), await n(new Map([['DEBUG_MODE', '0']])), await n(new Map([['DEBUG_MODE', null]]))]).toEqual([64, 2, '?']);
  });
});

describe('inherited fields', () => {
  it('come from the workspace, where the base class is found above the module', async () => {
    const base = 'from orz.exps import BaseConfig\nclass BasePPOExpConfig(BaseConfig):\n    zero_stage: int = 2\n'.replace('class', '@dataclass\nclass');
    const part = await read(module('seed: int = 1'), { 'orz/exps/examples/ppo/ppo_base_exp.py': `from dataclasses import dataclass\n${base}`, 'orz/exps/__init__.py': 'from .base_exp import *\n', 'orz/exps/base_exp.py': 'class BaseConfig:\n    pass\n' });
    expect(part?.base?.uri).toBe(`${folder}orz/exps/examples/ppo/ppo_base_exp.py`);
    expect(part?.base?.root && valueOf(part.base.root)).toEqual({ zero_stage: 2 });
  });

  it('are the published ones where a published experiment is the base', async () => {
    expect(await read(module('seed: int = 1', 'from playground.orz_7b_ppo import PPOExpConfig as BasePPOExpConfig'))).toMatchObject({ command: 'orz_7b_ppo' });
  });

  it('are not known below a class that cannot be found', async () => {
    const part = await read(module('seed: int = 1', 'from playground.mine_too import MyExpConfig as BasePPOExpConfig'));
    expect(part?.base).toMatchObject({ root: null });
    expect(part && experimentOf(part.root)?.names).toBeNull();
  });

  it('keep their default where an assignment is no field', async () => {
    const part = await read(module('zero_stage = 2\nmine = 3'));
    expect(part && effectiveEntries(part.root).map(({ key }) => key)).toEqual(['mine']);
    expect(part && experimentOf(part.root)?.ignored.map(({ field, why }) => [field.name, why])).toEqual([['zero_stage', 'no annotation']]);
  });

  it('may be set by an __init__ of the class itself', async () => {
    expect(await values(module('zero_stage = 2\n\ndef __init__(self):\n    pass'))).toEqual({ zero_stage: '?' });
  });

  it('never come from a module that imports itself', async () => {
    const part = await read(module('seed: int = 1', 'from .mine import BasePPOExpConfig'), { 'playground/mine.py': 'from .mine import BasePPOExpConfig\n' });
    expect(part?.base).toMatchObject({ root: null });
  });
});

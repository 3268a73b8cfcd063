/** Examples of experiment modules and of commands that run one. */
import type { Example } from './page';

const HEAD = `import os
from dataclasses import dataclass
from typing import Optional

from omegaconf.listconfig import ListConfig
`;
const FILE = 'playground/mine.py';

/** One GPU per model and per engine, all on the same GPUs. */
const COLOCATED = ['colocate_all: bool = True', ...['actor', 'critic', 'ref'].flatMap((model) => [`${model}_num_nodes: int = 2`, `${model}_num_gpus_per_node: int = 1`]), 'vllm_num_engines: int = 2'];

const text = (imported: string, base: string, fields: readonly string[]): string => {
  const body = fields.flatMap((field) => (field === 'COLOCATED' ? COLOCATED : [field])).filter((field) => field !== '');
  return `${HEAD}${imported}\n\n@dataclass\nclass PPOExpConfig(${base}):\n${['"""Settings."""', ...body].map((line) => `    ${line}\n`).join('')}`;
};
const BASE = 'from orz.exps.examples.ppo.ppo_base_exp import BasePPOExpConfig';
const NEEDED = ['micro_train_batch_size: int = 1', 'micro_forward_batch_size: int = 1'];
const WHOLE = [...NEEDED, 'packing_max_len: int = 2048', 'use_orm_score: bool = False'];

/** A module that runs, with these fields behind its own. */
export const experiment = (...fields: string[]): Example => ({ file: FILE, text: text(BASE, 'BasePPOExpConfig', [...WHOLE, ...fields]) });

/** Without the fields that every experiment must add. */
export const bare = (...fields: string[]): Example => ({ file: FILE, text: text(BASE, 'BasePPOExpConfig', [...NEEDED, ...fields]) });

/** With another import: names, or a base class, that nobody can see. */
export const star = (imported: string, ...fields: string[]): Example => {
  const base = /import (\w+)$/.exec(imported)?.[1] === 'Base' ? 'BasePPOExpConfig, Base' : 'BasePPOExpConfig';
  return { file: FILE, text: text(`${BASE}\n${imported}`, base, [...(base === 'BasePPOExpConfig' ? WHOLE : NEEDED), ...fields]) };
};

const stages = (target: string, more = ''): Record<string, string> => ({
  'reasoner.yaml': `version: 1\n${more}targets:\n  here: ${target}\nstages:\n  only: { trainer: orz, config: ${FILE}, target: here }\n`,
});

/** Run by a stage on one node with so many GPUs. */
export const staged = (gpus: number, ...fields: string[]): Example => ({ ...experiment(...fields), beside: stages(`{ kind: slurm, host: login, nodes: 1, gpus: ${gpus} }`) });

/** With remarks about the recipe wanted. */
export const wanted = (...fields: string[]): Example => ({ ...experiment(...fields), beside: stages('{ kind: local }', 'checks: { RECIPE-*: hint }\n') });

/** With so many prompts in data/train.json. */
export const withData = (prompts: number, ...fields: string[]): Example => ({ ...experiment(...fields), beside: { 'data/train.json': JSON.stringify(Array.from({ length: prompts }, () => [{}, {}])) } });

/** A script that runs a published experiment, or one that is not at hand. */
export const command = (overrides: string, environment = '', module = 'orz_7b_ppo'): Example => ({
  file: 'run.sh',
  text: `#!/bin/bash\n${environment}python -m playground.${module} ${overrides}\n`,
});

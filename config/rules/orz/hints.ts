/** Numbers behind the values: samples and tokens of an iteration, GPUs. */
import type { Hint, HintRule, RuleContext } from '../../check/context';
import { gpuDemand } from './shapes';
import { type View, viewOf } from './view';

const behind = (view: View, field: string, label: string, tooltip: string): Hint[] => {
  const entry = view.entry(field);
  return entry ? [{ at: entry.value.range.end, label, tooltip }] : [];
};

const iteration = async (context: RuleContext): Promise<Hint[]> => {
  const view = await viewOf(context);
  const [prompts, samples] = [view.number('rollout_batch_size'), view.number('n_samples_per_prompt')];
  if (prompts === null || samples === null) return [];
  const text = `${prompts} prompts × ${samples} samples`;
  return behind(view, view.entry('rollout_batch_size') ? 'rollout_batch_size' : 'n_samples_per_prompt', `${prompts * samples} samples per step`, `rollout_batch_size × n_samples_per_prompt = ${text}`);
};

const updates = async (context: RuleContext): Promise<Hint[]> => {
  const view = await viewOf(context);
  const [policy, critic] = [view.number('policy_update_steps'), view.number('critic_update_steps')];
  if (policy === null || critic === null || !view.text('critic_pretrain')) return [];
  return behind(view, 'policy_update_steps', `${policy} policy and ${critic} critic updates per step`, `policy_update_steps = ${policy}, critic_update_steps = ${critic}`);
};

const gpus = async (context: RuleContext): Promise<Hint[]> => {
  const view = await viewOf(context);
  const demand = gpuDemand(view);
  if (demand === null) return [];
  const together = view.flag('colocate_all') === true;
  const tooltip = together ? 'colocate_all: one GPU per engine' : 'actor and reference, critic and reward model, engines × tensor parallel size';
  return behind(view, 'vllm_num_engines', `${demand} GPUs`, tooltip);
};

export const orzHints: readonly HintRule[] = [iteration, updates, gpus];

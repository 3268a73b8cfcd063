/** Opt-in remarks: settings that differ from the published runs of this engine. No verdict. */
import { hint } from '../../check/report';
import type { Finding } from '../../finding';
import { recipeWanted } from '../recipe/rules';
import { withView } from './view';

interface Published {
  field: string;
  /** Open-Vision-Reasoner's stage 2 (arXiv 2507.05255 p. 5, 22, 23), Open-Reasoner-Zero's own (arXiv 2503.24290 p. 8). */
  values: readonly unknown[];
  text: string;
}

const PUBLISHED: readonly Published[] = [
  { field: 'rollout_batch_size', values: [512, 128], text: '512 prompts per iteration (Open-Reasoner-Zero: 128)' },
  { field: 'n_samples_per_prompt', values: [16, 64], text: '16 samples per prompt (Open-Reasoner-Zero: 64)' },
  { field: 'policy_update_steps', values: [1], text: '1 policy update per iteration, strictly on-policy' },
  { field: 'critic_update_steps', values: [4, 12], text: '4 critic updates per iteration (Open-Reasoner-Zero: 12)' },
  { field: 'actor_learning_rate', values: [1e-6], text: 'a policy learning rate of 1e-6' },
  { field: 'critic_learning_rate', values: [5e-6], text: 'a critic learning rate of 5e-6' },
  { field: 'num_warmup_steps', values: [50], text: '50 warm-up steps' },
  { field: 'gamma', values: [1], text: 'gamma 1' },
  { field: 'lambd', values: [1], text: 'lambda 1' },
  { field: 'eps_clip', values: [0.2], text: 'a clip range of 0.2' },
  { field: 'kl_loss_coef', values: [0], text: 'no KL loss' },
  { field: 'init_kl_coef', values: [0], text: 'no KL in the reward' },
  { field: 'temperature', values: [1], text: 'temperature 1' },
  { field: 'top_p', values: [1], text: 'top-p 1' },
  { field: 'l2', values: [0], text: 'no weight decay' },
  { field: 'advantage_normalize', values: [true], text: 'advantages normalised over the batch' },
  { field: 'use_grpo', values: [false], text: 'PPO with a critic' },
];

export const recipe = withView((view, context) => {
  if (!recipeWanted(context)) return [];
  return PUBLISHED.flatMap(({ field, values, text }): Finding[] => {
    const found = view.entry(field) ? view.get(field) : null;
    if (found?.state !== 'set' || found.value === null || values.includes(found.value)) return [];
    return [hint('RECIPE-ORZ', `${field} is ${String(found.value)}; Open-Vision-Reasoner used ${text}.`, view.place(field))];
  });
});

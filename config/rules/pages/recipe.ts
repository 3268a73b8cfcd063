/** Pages of the opt-in remarks about the published recipe. */
import { GRPO, pages, SFT, stageUsing } from './page';

const wanted = (trainer: 'trl-sft' | 'trl-grpo', config: string): Record<string, string> => ({ 'reasoner.yaml': `checks: { RECIPE-*: hint }\n${stageUsing(trainer, config)}` });
const opt = 'Off unless the setting `reasoner.recipe` is on or `checks` in reasoner.yaml gives `RECIPE-*` a severity.';

export const recipePages = pages({
  'RECIPE-COLD-START': {
    title: 'Differs from the published cold start',
    severity: 'hint',
    what: `A setting of supervised fine-tuning differs from the cold start of Open-Vision-Reasoner: 5 epochs, learning rate 2e-4, sequences of 64k tokens. ${opt}`,
    why: 'Its authors call the large batch and the high learning rate essential. Other data may want other settings: this is a remark, not a mistake.',
    fails: { file: 'sft.yaml', text: `${SFT}learning_rate: 1.0e-5\nattn_implementation: flash_attention_2\nreport_to: tensorboard\n`, beside: wanted('trl-sft', 'sft.yaml') },
    mended: { file: 'sft.yaml', text: `${SFT}learning_rate: 2.0e-4\nattn_implementation: flash_attention_2\nreport_to: tensorboard\n`, beside: wanted('trl-sft', 'sft.yaml') },
    unknown: { file: 'sft.yaml', text: `${SFT}attn_implementation: flash_attention_2\nreport_to: tensorboard\n`, beside: wanted('trl-sft', 'sft.yaml') },
    source: 'Open Vision Reasoner, arXiv 2507.05255, p. 6 and 8',
  },
  'RECIPE-RL': {
    title: 'Differs from the published reinforcement learning',
    severity: 'hint',
    what: `A setting of reinforcement learning differs from Open-Vision-Reasoner: PPO with GAE, gamma = lambda = 1, no KL, learning rates 1e-6 (policy) and 5e-6 (critic), 512 prompts x 16 samples, temperature and top-p 1. ${opt}`,
    why: 'Open-Reasoner-Zero measured that gamma or lambda below 1 and a KL term hurt. This is a remark, not a mistake.',
    fails: { file: 'rl.yaml', text: `${GRPO}beta: 0.04\nreport_to: tensorboard\n`, beside: wanted('trl-grpo', 'rl.yaml') },
    mended: { file: 'rl.yaml', text: `${GRPO.replace('8', '16')}beta: 0.0\nreport_to: tensorboard\n`, beside: wanted('trl-grpo', 'rl.yaml') },
    unknown: { file: 'rl.yaml', text: `${GRPO}beta: 0.04\nreport_to: tensorboard\n` },
    source: 'Open Vision Reasoner, arXiv 2507.05255, p. 5, 6, 22, 23; Open-Reasoner-Zero, arXiv 2503.24290, p. 8 and 10-18',
  },
});

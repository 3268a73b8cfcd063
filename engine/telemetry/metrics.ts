import type { Metric } from '../../protocol/series';

/**
 * Raw tags that stand for a normalised metric, the present name first and names of older versions after it.
 * Trainer logs go through transformers' TensorBoard callback, which puts `train/` before every key.
 */
const TAGS: Record<string, Partial<Record<Metric, string[]>>> = {
  'trl-sft': {
    loss: ['train/loss'],
    entropy: ['train/entropy'],
    gradNorm: ['train/grad_norm'],
    learningRate: ['train/learning_rate'],
  },
  'trl-grpo': {
    loss: ['train/loss'],
    reward: ['train/reward'],
    responseLength: ['train/completions/mean_length', 'train/completion_length'],
    truncatedShare: ['train/completions/clipped_ratio'],
    entropy: ['train/entropy'],
    kl: ['train/kl'],
    gradNorm: ['train/grad_norm'],
    learningRate: ['train/learning_rate'],
  },
};

/** The tag that was seen, else the one to expect; null when this trainer has no such metric (or is not known). */
export function metricTag(trainer: string, metric: Metric, seen: (tag: string) => boolean): string | null {
  const tags = Object.hasOwn(TAGS, trainer) ? (TAGS[trainer]?.[metric] ?? []) : [];
  return tags.find(seen) ?? tags[0] ?? null;
}

import { describe, expect, it } from 'vitest';
import { metricTag } from './metrics';

const none = () => false;

describe('metricTag', () => {
  it('names what to expect before anything was seen', () => {
    expect(metricTag('trl-grpo', 'responseLength', none)).toBe('train/completions/mean_length');
    expect(metricTag('trl-sft', 'loss', none)).toBe('train/loss');
  });

  it('prefers the tag that is there', () => {
    expect(metricTag('trl-grpo', 'responseLength', (tag) => tag === 'train/completion_length')).toBe('train/completion_length');
  });

  it('is null where the trainer has no such metric or is unknown', () => {
    expect(metricTag('trl-sft', 'reward', none)).toBeNull();
    expect(metricTag('__proto__', 'loss', none)).toBeNull();
  });
});

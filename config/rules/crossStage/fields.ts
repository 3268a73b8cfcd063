/** The same quantity under each trainer's own name. */
import type { Trainer } from '../../pipeline/types';

interface StageFields {
  /** Initial weights. */
  model: string;
  /** Folder that the trained weights end up in; absent where it depends on more than one field. */
  output?: string;
  /** Tokens of one sample (SFT). */
  sampleLength?: string;
  /** Tokens of one reply (RL). */
  replyLength?: string;
  /** Pixels of one picture at most. */
  pixels?: string;
}

export const STAGE_FIELDS: Readonly<Record<Trainer, StageFields>> = {
  'trl-sft': { model: 'model_name_or_path', output: 'output_dir', sampleLength: 'max_length' },
  'trl-grpo': { model: 'model_name_or_path', output: 'output_dir', replyLength: 'max_completion_length' },
  llamafactory: { model: 'model_name_or_path', output: 'output_dir', sampleLength: 'cutoff_len', pixels: 'image_max_pixels' },
  verl: { model: 'actor_rollout_ref.model.path', replyLength: 'data.max_response_length' },
  'verl-sft': { model: 'model.path', sampleLength: 'data.max_length' },
  easyr1: { model: 'worker.actor.model.model_path', replyLength: 'data.max_response_length', pixels: 'data.max_pixels' },
  orz: { model: 'pretrain', replyLength: 'generate_max_len' },
  'ms-swift': { model: 'model', output: 'output_dir', sampleLength: 'max_length', replyLength: 'max_completion_length' },
  openrlhf: { model: 'actor.model_name_or_path', replyLength: 'rollout.max_new_tokens' },
};

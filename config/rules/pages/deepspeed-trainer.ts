/** Rules about a DeepSpeed file and the trainer that uses it. */
import { LF } from './llamafactory-base';
import { type Example, pages } from './page';

const AUTO = { train_batch_size: 'auto', train_micro_batch_size_per_gpu: 'auto', gradient_accumulation_steps: 'auto' };
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const trainer = (more: string, deepspeed: unknown): Example => ({ file: 'sft.yaml', text: `${LF}deepspeed: ds.json\n${more}`, beside: { 'ds.json': json(deepspeed) } });

export const deepspeedTrainerPages = pages({
  'DS-HF-MISMATCH': {
    title: 'The DeepSpeed file and the trainer disagree',
    severity: 'error',
    what: 'A value of the DeepSpeed file that mirrors a trainer argument (batch sizes, accumulation, `gradient_clipping`, learning rate, betas, eps, weight decay, warmup, `fp16`/`bf16`) is written out and differs from it.',
    why: 'transformers stops with "Please correct the following DeepSpeed config values that mismatch TrainingArguments values".',
    fails: trainer('gradient_accumulation_steps: 8\n', { ...AUTO, gradient_accumulation_steps: 4, zero_optimization: { stage: 2 } }),
    mended: trainer('gradient_accumulation_steps: 8\n', { ...AUTO, zero_optimization: { stage: 2 } }),
    unknown: { file: 'train.sh', text: '#!/bin/bash\nllamafactory-cli train sft.yaml gradient_accumulation_steps=$STEPS\n', beside: trainer('', { ...AUTO, gradient_accumulation_steps: 4, zero_optimization: { stage: 2 } }).beside ?? {} },
    source: 'transformers src/transformers/integrations/deepspeed.py HfTrainerDeepSpeedConfig (4.51 to 5.23)',
  },
  'DS-ZERO3-NO-GATHER': {
    title: 'ZeRO-3 saves shards that the next stage cannot load',
    severity: 'warning',
    what: 'ZeRO stage 3 without `stage3_gather_16bit_weights_on_model_save`.',
    why: 'The trainer saves the sharded checkpoint instead of safetensors; the model path of the next stage fails, or needs zero_to_fp32.py first.',
    fails: { file: 'ds.json', text: json({ ...AUTO, zero_optimization: { stage: 3 } }) },
    mended: { file: 'ds.json', text: json({ ...AUTO, zero_optimization: { stage: 3, stage3_gather_16bit_weights_on_model_save: true } }) },
    unknown: { file: 'ds.json', text: json({ ...AUTO, zero_optimization: { stage: 3, stage3_gather_16bit_weights_on_model_save: 'auto' } }) },
    source: 'deepspeed deepspeed/runtime/zero/config.py; transformers src/transformers/trainer.py save_model',
  },
});

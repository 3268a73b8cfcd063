/** Pages of the rules about SFT with TRL. */
import { pages, SFT, stageUsing } from './page';

const BASE = 'model_name_or_path: m\ndataset_name: data.jsonl\ndataset_text_field: text\n';
const images = { 'data.jsonl': '{"messages": [], "images": ["a.png"]}\n' };
const text = { 'data.jsonl': '{"text": "a"}\n' };

export const trlSftRules = pages({
  'TRL-SFT-VISION': {
    title: 'Option that does not work with images',
    severity: 'error',
    what: 'The data set has an `image` or `images` column, and packing, padding_free, assistant_only_loss or truncation_mode keep_end is on.',
    why: 'SFTTrainer refuses the combination once model and data are loaded.',
    fails: { file: 'sft.yaml', text: `${BASE}packing: true\n`, beside: images },
    mended: { file: 'sft.yaml', text: `${BASE}packing: false\nmax_length: null\n`, beside: images },
    unknown: { file: 'sft.yaml', text: `${BASE.replace('data.jsonl', 'org/data')}packing: true\n` },
    source: 'trl 1.13.0 trl/trainer/sft_trainer.py `__init__`',
  },
  'TRL-SFT-PADDING-FREE': {
    title: 'padding_free does not enforce max_length',
    severity: 'error',
    what: 'padding_free is on, packing is off and max_length is set; its default of 1024 counts.',
    why: 'SFTTrainer refuses it: without packing nothing would cut the samples.',
    fails: { file: 'sft.yaml', text: `${BASE}padding_free: true\n`, beside: text },
    mended: { file: 'sft.yaml', text: `${BASE}padding_free: true\nmax_length: null\n`, beside: text },
    unknown: { file: 'sft.sh', text: '#!/bin/bash\ntrl sft --model_name_or_path m --dataset_name d --padding_free true --max_length $LENGTH\n' },
    source: 'trl 1.13.0 trl/trainer/sft_trainer.py `__init__`',
  },
  'TRL-SFT-MAX-LENGTH': {
    title: 'Samples are cut at the default length',
    severity: 'warning',
    what: 'max_length is not set, so every sample ends after 1024 tokens, while the data holds images or long reasoning.',
    why: 'A long chain of thought loses its answer and its end-of-text token without a word; a sample whose image tokens are cut breaks the run.',
    fails: { file: 'sft.yaml', text: `${SFT.replace('dataset_name: d', 'dataset_name: open-r1/OpenThoughts-cot')}` },
    mended: { file: 'sft.yaml', text: `${SFT.replace('dataset_name: d', 'dataset_name: open-r1/OpenThoughts-cot')}max_length: 32768\n` },
    unknown: { file: 'sft.yaml', text: SFT },
    source: 'trl 1.13.0 trl/trainer/sft_config.py; huggingface/trl#4289, #5904',
  },
  'TRL-SFT-PACKING-ATTN': {
    title: 'Packed samples see each other',
    severity: 'warning',
    what: 'packing or padding_free is on, and attn_implementation is not a flash attention variant.',
    why: 'The borders between the samples of a row are lost: each attends to the ones before it. Only a log line says so.',
    fails: { file: 'sft.yaml', text: `${SFT}packing: true\n` },
    mended: { file: 'sft.yaml', text: `${SFT}packing: true\nattn_implementation: flash_attention_2\n` },
    unknown: { file: 'sft.sh', text: '#!/bin/bash\ntrl sft --model_name_or_path m --dataset_name d --packing true --attn_implementation $ATTENTION\n' },
    source: 'trl 1.13.0 trl/trainer/sft_trainer.py `__init__`',
  },
  'HF-RESUME-WEIGHTS': {
    title: 'Resuming does not load the weights',
    severity: 'warning',
    what: 'A script resumes a Qwen2-VL or Qwen2.5-VL run from a checkpoint, and model_name_or_path names another model than that checkpoint.',
    why: 'The checkpoint holds the older tensor names, the Trainer loads it with `strict=False`, and not one tensor fits. Optimizer, schedule and step count are restored, so the run looks resumed while it trains on from the first weights.',
    fails: {
      file: 'rl.yaml',
      text: 'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct\ndataset_name: d\nnum_generations: 8\nreport_to: tensorboard\nresume_from_checkpoint: out/checkpoint-40\n',
      beside: { 'reasoner.yaml': stageUsing('trl-grpo', 'rl.yaml', ', entry: grpo.py'), 'grpo.py': 'trainer.train(resume_from_checkpoint=args.resume_from_checkpoint)\n' },
    },
    mended: {
      file: 'rl.yaml',
      text: 'model_name_or_path: out/checkpoint-40\ndataset_name: d\nnum_generations: 8\nreport_to: tensorboard\nresume_from_checkpoint: out/checkpoint-40\n',
      beside: { 'reasoner.yaml': stageUsing('trl-grpo', 'rl.yaml', ', entry: grpo.py'), 'grpo.py': 'trainer.train(resume_from_checkpoint=args.resume_from_checkpoint)\n' },
    },
    unknown: {
      file: 'rl.yaml',
      text: 'model_name_or_path: me/unknown-model\ndataset_name: d\nnum_generations: 8\nreport_to: tensorboard\nresume_from_checkpoint: out/checkpoint-40\n',
      beside: { 'reasoner.yaml': stageUsing('trl-grpo', 'rl.yaml', ', entry: grpo.py'), 'grpo.py': 'trainer.train(resume_from_checkpoint=args.resume_from_checkpoint)\n' },
    },
    source: 'Measured with transformers 5.18.0 on a small Qwen2_5_VL: after a resume the weights were within 2.1e-4 of the first model. huggingface/transformers#43701, modelscope/ms-swift#7947, QwenLM/Qwen3-VL#1763',
  },
});

/** Pages of the rules that compare a stage with the one before it. */
import { pages } from './page';

const stages = (first: string, second: string): string =>
  `version: 1\ntargets:\n  here: { kind: local }\nstages:\n  cold-start: { trainer: trl-sft, config: sft.yaml, target: here }\n  rl: { trainer: ${first}, config: ${second}, target: here, init: cold-start }\n`;
const byPath = stages('trl-grpo', 'rl.yaml').replace(', init: cold-start', '');
const SFT = 'model_name_or_path: m\ndataset_name: d\nreport_to: tensorboard\noutput_dir: out/sft\n';
const GRPO = 'model_name_or_path: out/sft\ndataset_name: d\nnum_generations: 8\nreport_to: tensorboard\n';
const config = '{"model_type": "qwen2_5_vl"}';

export const crossStageRules = pages({
  'X-LEN': {
    title: 'Replies are stopped below the length that was taught',
    severity: 'warning',
    what: "The reply limit of an RL stage is below half of the sample length that the stage before it sets, also in the last of its length phases.",
    why: 'The model has learnt to think longer than it may now. Its replies are cut, a cut reply earns nothing, and the share of cut replies is high from the first step on.',
    fails: { file: 'reasoner.yaml', text: stages('trl-grpo', 'rl.yaml'), beside: { 'sft.yaml': `${SFT}max_length: 32768\n`, 'rl.yaml': `${GRPO}max_completion_length: 4096\n` } },
    mended: { file: 'reasoner.yaml', text: stages('trl-grpo', 'rl.yaml'), beside: { 'sft.yaml': `${SFT}max_length: 32768\n`, 'rl.yaml': `${GRPO}max_completion_length: 24576\n` } },
    unknown: { file: 'reasoner.yaml', text: stages('trl-grpo', 'rl.yaml'), beside: { 'sft.yaml': SFT, 'rl.yaml': `${GRPO}max_completion_length: 4096\n` } },
    source: 'Open-Vision-Reasoner (arXiv 2507.05255): cold start at 64k tokens, RL at 24k, 32k and 48k',
  },
  'X-PIXELS': {
    title: 'Pictures have another size in the next stage',
    severity: 'information',
    what: 'Two stages in a row limit the pixels of a picture differently.',
    why: 'A picture becomes another number of tokens, so length limits that fitted one stage may not fit the other.',
    fails: {
      file: 'reasoner.yaml',
      text: stages('easyr1', 'rl.yaml').replace('trl-sft', 'llamafactory'),
      beside: {
        'sft.yaml': 'model_name_or_path: m\nstage: sft\ndo_train: true\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out/sft\nimage_max_pixels: 262144\n',
        'rl.yaml': 'data: { max_pixels: 4194304 }\nworker: { actor: { model: { model_path: out/sft } } }\nalgorithm: { adv_estimator: grpo }\n',
      },
    },
    mended: {
      file: 'reasoner.yaml',
      text: stages('easyr1', 'rl.yaml').replace('trl-sft', 'llamafactory'),
      beside: {
        'sft.yaml': 'model_name_or_path: m\nstage: sft\ndo_train: true\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out/sft\nimage_max_pixels: 1048576\n',
        'rl.yaml': 'data: { max_pixels: 1048576 }\nworker: { actor: { model: { model_path: out/sft } } }\nalgorithm: { adv_estimator: grpo }\n',
      },
    },
    unknown: {
      file: 'reasoner.yaml',
      text: stages('easyr1', 'rl.yaml').replace('trl-sft', 'llamafactory'),
      beside: {
        'sft.yaml': 'model_name_or_path: m\nstage: sft\ndo_train: true\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out/sft\n',
        'rl.yaml': 'data: { max_pixels: 4194304 }\nworker: { actor: { model: { model_path: out/sft } } }\nalgorithm: { adv_estimator: grpo }\n',
      },
    },
    source: 'Qwen2.5-VL preprocessor_config.json (patch 14, merge 2: one token per 28 x 28 pixels)',
  },
  'X-STAGE-MODEL': {
    title: 'The stage before left no whole model there',
    severity: 'warning',
    what: "A stage's model path lies in the output folder of an earlier stage, and the folder exists but lacks weights, config.json or the image processor's config.",
    why: 'The next stage fails when it loads the model, or loads it without being able to read pictures.',
    fails: { file: 'reasoner.yaml', text: byPath, beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO, 'out/sft/config.json': config, 'out/sft/global_step10/mp_rank_00_model_states.pt': '' } },
    mended: { file: 'reasoner.yaml', text: byPath, beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO, 'out/sft/config.json': config, 'out/sft/preprocessor_config.json': '{}', 'out/sft/model.safetensors': '' } },
    unknown: { file: 'reasoner.yaml', text: byPath, beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO } },
    source: 'transformers `save_pretrained`; DeepSpeed ZeRO-3 shards need zero_to_fp32.py',
  },
  'X-STAGE-VLM-KEYS': {
    title: 'The vision weights are missing',
    severity: 'warning',
    what: 'The model that the next stage starts from is a vision-language model by its config.json, and its index lists no tensor of the vision tower.',
    why: 'A text-only cold start must keep the vision weights; without them the multimodal stage starts from random ones and says so in one line of the log.',
    fails: {
      file: 'reasoner.yaml',
      text: byPath,
      beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO, 'out/sft/config.json': config, 'out/sft/preprocessor_config.json': '{}', 'out/sft/model-00001-of-00001.safetensors': '', 'out/sft/model.safetensors.index.json': '{"weight_map": {"model.embed_tokens.weight": "model-00001-of-00001.safetensors"}}' },
    },
    mended: {
      file: 'reasoner.yaml',
      text: byPath,
      beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO, 'out/sft/config.json': config, 'out/sft/preprocessor_config.json': '{}', 'out/sft/model-00001-of-00001.safetensors': '', 'out/sft/model.safetensors.index.json': '{"weight_map": {"visual.patch_embed.proj.weight": "model-00001-of-00001.safetensors"}}' },
    },
    unknown: {
      file: 'reasoner.yaml',
      text: byPath,
      beside: { 'sft.yaml': SFT, 'rl.yaml': GRPO, 'out/sft/config.json': config, 'out/sft/preprocessor_config.json': '{}', 'out/sft/model.safetensors': '' },
    },
    source: 'safetensors index of a sharded model; transformers `from_pretrained` initialises what is missing',
  },
});

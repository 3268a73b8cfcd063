/** What the examples of LLaMA-Factory's pages have in common. */

/** The least that `llamafactory-cli train` starts with. */
export const LF = 'model_name_or_path: m\nstage: sft\ndo_train: true\nfinetuning_type: full\ndataset: d\ntemplate: qwen2_vl\noutput_dir: out\n';

/** The same on a real vision-language model. */
export const VLM = LF.replace('model_name_or_path: m', 'model_name_or_path: Qwen/Qwen2.5-VL-7B-Instruct');

/** Versions are told. */
export const V = '# reasoner: llamafactory@0.9.5 transformers@5.5.4\n';

/** A script that sets some of the values from variables that nobody knows, over a config file. */
export const fromShell = (overrides: string, more: string, base = LF): { file: string; text: string; beside: Record<string, string> } => ({
  file: 'train.sh',
  text: `#!/bin/bash\nllamafactory-cli train sft.yaml ${overrides}\n`,
  beside: { 'sft.yaml': base + more },
});

/** A pipeline that runs sft.yaml on a machine of its own. */
export const llamafactoryStage = (target: string): string =>
  `version: 1\ntargets:\n  box: { kind: ssh, host: box, workdir: /data, ${target} }\nstages:\n  only: { trainer: llamafactory, config: sft.yaml, target: box }\n`;

/** `data/dataset_info.json` with a text and an image data set. */
export const INFO = JSON.stringify({
  d: { file_name: 'd.json' },
  photos: { file_name: 'photos.json', formatting: 'sharegpt', columns: { messages: 'messages', images: 'images' } },
  clips: { file_name: 'clips.json', formatting: 'sharegpt', columns: { messages: 'messages', videos: 'videos' } },
  pairs: { file_name: 'pairs.json', ranking: true, columns: { prompt: 'q', chosen: 'good', rejected: 'bad' } },
});

/**
 * Which documents make the language server start. The server itself decides by content what is a config of ours; this is
 * the cheap look that keeps it from starting in a project that has none.
 */

/** More of a file is never looked at here. */
const LOOK = 64 * 1024;

/** A comment that names the framework or the version. */
const COMMENT = /^[ \t]*(?:#|\/\/)[ \t]*reasoner:/m;
/** Programs and modules of the trainers, as they stand in a command line. */
const TRAINERS = /\b(?:verl|llamafactory|lmf|trl|swift|megatron|openrlhf|playground|src\/train\.py|deepspeed|accelerate)\b/;
/** Sections of a DeepSpeed file, and where an entry of dataset_info.json takes its rows from. */
const JSON_KEYS = /"?(?:zero_optimization|train_micro_batch_size_per_gpu|train_batch_size|gradient_accumulation_steps|fp16|bf16|hf_hub_url|ms_hub_url|script_url|cloud_file_name|file_name)"?\s*:/;
const LOOKS: Readonly<Record<string, (text: string) => boolean>> = {
  // Too many frameworks write YAML to tell them by a word or two.
  yaml: () => true,
  json: (text) => JSON_KEYS.test(text),
  jsonc: (text) => JSON_KEYS.test(text),
  shellscript: (text) => TRAINERS.test(text),
  // Open-Reasoner-Zero's experiments inherit from a class of this name.
  python: (text) => text.includes('ExpConfig'),
};

/** Languages whose documents can be ours. */
export const LANGUAGES = Object.keys(LOOKS);

/** @param text called only for a language that can hold a config */
export function looksLikeOurs(language: string, text: () => string): boolean {
  const look = Object.hasOwn(LOOKS, language) ? LOOKS[language] : undefined;
  if (!look) return false;
  const head = language === 'yaml' ? '' : text().slice(0, LOOK);
  return look(head) || COMMENT.test(head);
}

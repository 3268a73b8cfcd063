/**
 * Common models by the last part of their name, from the config.json that each publishes on huggingface.co (Qwen/*,
 * meta-llama/*, mistralai/*, google/*). Sizes of a family that are not listed are not known.
 */
import type { ModelFacts } from './facts';

/** Attention heads, heads of keys and values, and positions where they differ from the family's. */
type Size = readonly [heads: number, keyValue: number, positions?: number | null];

interface Family {
  /** Matches the name; its group `size` names a row of `sizes`. */
  name: RegExp;
  modelType: string;
  /** Null where the family's members differ and the size does not tell. */
  positions: number | null;
  vision?: ModelFacts['vision'];
  multimodal?: boolean;
  sizes: Readonly<Record<string, Size>>;
}

/** Quantised copies keep the architecture. */
const QUANTISED = /-(?:AWQ|GPTQ-Int[48]|FP8(?:-dynamic)?|bnb-4bit)$/i;

const QWEN25 = { '0.5b': [14, 2], '1.5b': [12, 2], '3b': [16, 2], '7b': [28, 4], '14b': [40, 8], '32b': [40, 8], '72b': [64, 8] } as const;
const LLAMA3 = { '8b': [32, 8], '70b': [64, 8], '405b': [128, 8] } as const;

const FAMILIES: readonly Family[] = [
  {
    name: /^Qwen2\.5-VL-(?<size>3B|7B|32B|72B)-Instruct$/i,
    modelType: 'qwen2_5_vl',
    positions: 128_000,
    vision: { patch: 14, merge: 2 },
    sizes: { '3b': [16, 2], '7b': [28, 4], '32b': [40, 8], '72b': [64, 8] },
  },
  {
    name: /^Qwen2-VL-(?<size>2B|7B|72B)(?:-Instruct)?$/i,
    modelType: 'qwen2_vl',
    positions: 32_768,
    vision: { patch: 14, merge: 2 },
    sizes: { '2b': [12, 2], '7b': [28, 4], '72b': [64, 8] },
  },
  {
    name: /^Qwen3-VL-(?<size>2B|4B|8B|32B)-(?:Instruct|Thinking)$/i,
    modelType: 'qwen3_vl',
    positions: 262_144,
    vision: { patch: 16, merge: 2 },
    sizes: { '2b': [16, 8], '4b': [32, 8], '8b': [32, 8], '32b': [64, 8] },
  },
  {
    name: /^Qwen3-VL-(?<size>30B-A3B|235B-A22B)-(?:Instruct|Thinking)$/i,
    modelType: 'qwen3_vl_moe',
    positions: 262_144,
    vision: { patch: 16, merge: 2 },
    sizes: { '30b-a3b': [32, 4], '235b-a22b': [64, 4] },
  },
  { name: /^Qwen2\.5-(?<size>0\.5B|1\.5B|3B|7B|14B|32B|72B)-Instruct$/i, modelType: 'qwen2', positions: 32_768, sizes: QWEN25 },
  { name: /^Qwen2\.5-(?<size>0\.5B|1\.5B|3B|7B|14B|32B|72B)$/i, modelType: 'qwen2', positions: null, sizes: QWEN25 },
  { name: /^Qwen2\.5-Math-(?<size>1\.5B|7B|72B)(?:-Instruct)?$/i, modelType: 'qwen2', positions: 4096, sizes: QWEN25 },
  { name: /^Qwen2\.5-Coder-(?<size>0\.5B|1\.5B|3B|7B|14B|32B)(?:-Instruct)?$/i, modelType: 'qwen2', positions: null, sizes: QWEN25 },
  { name: /^Qwen3-(?<size>4B)-(?:Instruct|Thinking)-2507$/i, modelType: 'qwen3', positions: 262_144, sizes: { '4b': [32, 8] } },
  {
    name: /^Qwen3-(?<size>0\.6B|1\.7B|4B|8B|14B|32B)$/i,
    modelType: 'qwen3',
    positions: 40_960,
    sizes: { '0.6b': [16, 8], '1.7b': [16, 8], '4b': [32, 8], '8b': [32, 8], '14b': [40, 8], '32b': [64, 8] },
  },
  {
    name: /^Qwen3-(?<size>0\.6B|1\.7B|4B|8B|14B)-Base$/i,
    modelType: 'qwen3',
    positions: 32_768,
    sizes: { '0.6b': [16, 8], '1.7b': [16, 8], '4b': [32, 8], '8b': [32, 8], '14b': [40, 8] },
  },
  { name: /^Qwen3-(?<size>30B-A3B|235B-A22B)$/i, modelType: 'qwen3_moe', positions: 40_960, sizes: { '30b-a3b': [32, 4], '235b-a22b': [64, 4] } },
  { name: /^(?:Meta-)?Llama-3-(?<size>8B|70B)(?:-Instruct)?$/i, modelType: 'llama', positions: 8192, sizes: LLAMA3 },
  { name: /^(?:Meta-)?Llama-3\.1-(?<size>8B|70B|405B)(?:-Instruct)?$/i, modelType: 'llama', positions: 131_072, sizes: LLAMA3 },
  { name: /^Llama-3\.2-(?<size>1B|3B)(?:-Instruct)?$/i, modelType: 'llama', positions: 131_072, sizes: { '1b': [32, 8], '3b': [24, 8] } },
  { name: /^Llama-3\.3-(?<size>70B)-Instruct$/i, modelType: 'llama', positions: 131_072, sizes: LLAMA3 },
  { name: /^Mistral-(?<size>7B)-(?:Instruct-)?v0\.[123]$/i, modelType: 'mistral', positions: 32_768, sizes: { '7b': [32, 8] } },
  { name: /^Mixtral-(?<size>8x7B)-(?:Instruct-)?v0\.1$/i, modelType: 'mixtral', positions: 32_768, sizes: { '8x7b': [32, 8] } },
  { name: /^gemma-2-(?<size>2b|9b|27b)(?:-it)?$/i, modelType: 'gemma2', positions: 8192, sizes: { '2b': [8, 4], '9b': [16, 8], '27b': [32, 16] } },
  { name: /^gemma-3-(?<size>1b)-(?:it|pt)$/i, modelType: 'gemma3_text', positions: 32_768, sizes: { '1b': [4, 1] } },
  {
    name: /^gemma-3-(?<size>4b|12b|27b)-(?:it|pt)$/i,
    modelType: 'gemma3',
    positions: 131_072,
    // Every image is 256 tokens, whatever its size.
    multimodal: true,
    sizes: { '4b': [8, 4], '12b': [16, 8], '27b': [32, 16] },
  },
];

/** Facts of a published model; null for any other name. */
export function tableFacts(pathOrName: string): ModelFacts | null {
  const name = (pathOrName.split('/').at(-1) ?? '').replace(QUANTISED, '');
  for (const family of FAMILIES) {
    const size = family.name.exec(name)?.groups?.['size']?.toLowerCase();
    const row = size === undefined ? undefined : family.sizes[size];
    if (!row) continue;
    const [attentionHeads, keyValueHeads, positions] = row;
    const { modelType, vision = null } = family;
    return { modelType, attentionHeads, keyValueHeads, maxPositions: positions === undefined ? family.positions : positions, vision, multimodal: family.multimodal ?? vision !== null, source: 'table' };
  }
  return null;
}

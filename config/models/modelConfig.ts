/** Facts in the text of a model's `config.json`. Older VLMs keep the language model's numbers at the top, newer ones below `text_config`. */
import type { ModelFacts } from './facts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const count = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null);

/** Null when it is no model's config. */
export function readModelConfig(text: string): ModelFacts | null {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(root) || typeof root['model_type'] !== 'string') return null;
  const inner = isObject(root['text_config']) ? root['text_config'] : {};
  const of = (key: string): number | null => count(inner[key]) ?? count(root[key]);
  const vision = isObject(root['vision_config']) ? root['vision_config'] : null;
  const attentionHeads = of('num_attention_heads');
  return {
    modelType: root['model_type'],
    attentionHeads,
    // Without the key every head has its own keys and values.
    keyValueHeads: of('num_key_value_heads') ?? attentionHeads,
    maxPositions: of('max_position_embeddings'),
    vision: vision ? visionOf(vision) : null,
    multimodal: vision !== null,
    source: 'config.json',
  };
}

function visionOf(vision: Json): ModelFacts['vision'] {
  const patch = count(vision['patch_size']) ?? count(vision['spatial_patch_size']);
  const merge = count(vision['spatial_merge_size']);
  return patch && merge ? { patch, merge } : null;
}

/** Arithmetic with model facts. */
import type { ModelFacts } from './facts';

/** Pixels behind one image token of a Qwen-VL style model: 28 x 28 for Qwen2.5-VL. Null where tokens are no squares. */
export const pixelsPerToken = ({ vision }: ModelFacts): number | null => (vision ? (vision.patch * vision.merge) ** 2 : null);

/** Tokens that an image of at most so many pixels becomes. */
export const imageTokens = (facts: ModelFacts, pixels: number): number | null => {
  const each = pixelsPerToken(facts);
  return each === null ? null : Math.floor(pixels / each);
};

/** Tensor parallel sizes that divide the attention heads, smallest first. */
export const tensorParallelSizes = ({ attentionHeads }: ModelFacts): number[] =>
  attentionHeads === null ? [] : Array.from({ length: attentionHeads }, (_, i) => i + 1).filter((size) => attentionHeads % size === 0);

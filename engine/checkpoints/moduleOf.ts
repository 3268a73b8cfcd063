/** The group of the comparison table that a tensor belongs to, from its name alone. */

// transformers 4 writes `visual.` and `model.layers.`, 5 has `model.visual.` and `model.language_model.layers.` in memory.
const LANGUAGE = '(?:(?:model|language_model|thinker|transformer|base_model\\.model)\\.)*';
const VISION = `${LANGUAGE}(?:visual|vision_tower|vision_model)`;
const GROUPS: readonly [RegExp, string][] = [
  [new RegExp(`^${VISION}\\.(?:merger|deepstack_merger_list|multi_modal_projector)\\.`), 'projector'],
  [new RegExp(`^${LANGUAGE}(?:multi_modal_projector|mm_projector|mlp1|connector|projector)\\.`), 'projector'],
  [new RegExp(`^${VISION}\\.`), 'vision tower'],
  [new RegExp(`^${LANGUAGE}(?:embed_tokens|wte|tok_embeddings)\\.`), 'embedding'],
  [new RegExp(`^${LANGUAGE}(?:norm|final_layernorm|ln_f)\\.`), 'final norm'],
  [new RegExp(`^${LANGUAGE}(?:lm_head|score|v_head|output)\\.`), 'head'],
];
const LAYER = new RegExp(`^${LANGUAGE}(?:layers|h|blocks)\\.(\\d{1,6})\\.`);

/** `vision tower`, `projector`, `embedding`, `layer N`, `final norm`, `head` or `other`. */
export function moduleOf(name: string): string {
  const layer = LAYER.exec(name)?.[1];
  if (layer !== undefined) return `layer ${Number(layer)}`;
  return GROUPS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';
}

/** Table order: the way an input takes through the model. */
export function compareModules(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(module: string): number {
  if (module.startsWith('layer ')) return 3 + Number(module.slice(6)) / 1e6;
  const order = ['vision tower', 'projector', 'embedding', 'layer', 'final norm', 'head', 'other'].indexOf(module);
  return order < 0 ? 7 : order > 3 ? order + 1 : order;
}

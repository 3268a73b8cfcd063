/** The rollout engine's settings, under the names that one framework has for them. */
import type { RuleContext } from '../../check/context';
import { modelFacts } from '../../models/facts';

/** A number as the framework will have it, and where it is set; the number is null while it is not known. */
export interface Setting {
  path: string;
  value: number | null;
}

export interface RolloutView {
  context: RuleContext;
  /** Name in a hub or path of the model that is trained and sampled from. */
  model: { path: string; name: string | null };
  tensorParallel: Setting;
  /** Tokens of prompt and answer that the engine has room for, when the config limits them. */
  maxModelLen: Setting;
  promptLength: Setting;
  /** Largest image in pixels that the client hands on; null where the processor decides. */
  maxPixels: Setting;
  memory: Setting;
  /** The trainer's weights and activations live on the same GPUs. */
  colocated: boolean;
}

export const factsOf = async ({ context, model }: RolloutView): ReturnType<typeof modelFacts> => (model.name === null ? null : modelFacts(context, model.name));

/** Pixels behind one token of a vision tower; null for a model without one. */
export function pixelsPerToken(facts: Awaited<ReturnType<typeof modelFacts>>): number | null {
  if (!facts?.vision) return null;
  return (facts.vision.patch * facts.vision.merge) ** 2;
}

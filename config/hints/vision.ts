/** Figures that every RL framework with vLLM shows behind its own fields. */
import type { Hint, RuleContext } from '../check/context';
import { divisors } from '../rules/vllm/rules';
import { factsOf, pixelsPerToken } from '../rules/vllm/view';
import { behind } from './behind';

type View = Parameters<typeof factsOf>[0];

/** @param pixelsAt value of a field that limits the pixels of a picture, null while it is not known */
export async function tokensPerImage(context: RuleContext, view: View, paths: readonly string[], pixelsAt: (path: string) => number | null): Promise<Hint[]> {
  const perToken = pixelsPerToken(await factsOf(view));
  if (perToken === null) return [];
  return paths.flatMap((path) => {
    const pixels = pixelsAt(path);
    return pixels === null ? [] : behind(context, path, `= ${Math.floor(pixels / perToken)} tokens`, `Tokens of an image of that size: ${pixels} pixels / ${perToken} pixels per token = ${Math.floor(pixels / perToken)}`);
  });
}

/** Tensor parallel sizes that divide the attention heads. */
export async function possibleSizes(context: RuleContext, view: View): Promise<Hint[]> {
  const count = (await factsOf(view))?.attentionHeads ?? null;
  if (count === null) return [];
  const possible = divisors(count).join(', ');
  return behind(context, view.tensorParallel.path, `of ${possible}`, `${view.model.name} has ${count} attention heads; tensor parallel sizes that divide them: ${possible}`);
}

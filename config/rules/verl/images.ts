/** Images against the prompt, and the filter that swallows what fails. */
import type { Finding, RuleContext } from '../../check/context';
import { information, warning } from '../../check/report';
import { isSet, placeOf } from '../../check/settings';
import { bool, number, text } from '../../frameworks/verl/settings';
import { factsOf, pixelsPerToken } from '../vllm/view';
import { rolloutView } from './vllm';

const LENGTH = 'data.max_prompt_length';

/** Set through the processor's arguments; otherwise the images of the data set decide. */
const PIXELS = 'data.mm_processor_kwargs.max_pixels';

export async function imagePrompt(context: RuleContext): Promise<Finding[]> {
  const length = number(context, LENGTH);
  const pixels = number(context, PIXELS);
  if (length === null || pixels === null || length <= 0) return [];
  const perToken = pixelsPerToken(await factsOf(rolloutView(context)));
  if (perToken === null) return [];
  const tokens = Math.floor(pixels / perToken);
  if (tokens < length) return [];
  const filtered = bool(context, 'data.filter_overlong_prompts') === true;
  const consequence = filtered ? 'such rows are dropped' : 'such a prompt stops the run or loses image tokens';
  return [warning('VERL-IMAGE-PROMPT', `An image of max_pixels ${pixels} takes ${tokens} tokens (${perToken} pixels each), which ${LENGTH} ${length} has no room for; ${consequence}.`, placeOf(context, PIXELS, LENGTH))];
}

/** Only worth a word where rows hold images, whose keys and files can be wrong. */
export async function swallowingFilter(context: RuleContext): Promise<Finding[]> {
  if (bool(context, 'data.filter_overlong_prompts') !== true) return [];
  const key = text(context, 'data.image_key');
  const facts = await factsOf(rolloutView(context));
  if (key === null || (!facts?.vision && !facts?.multimodal) || !isSet(context, 'data.image_key')) return [];
  const message = `filter_overlong_prompts drops every row whose sample cannot be built: a wrong image_key (now ${key}), a missing file or a wrong number of <image> marks empties the data set without an error. Look at "filter dataset len" in the log.`;
  return [information('VERL-FILTER-SWALLOWS', message, placeOf(context, 'data.filter_overlong_prompts'))];
}

/** Images that do not fit the prompt. */
import type { Finding, RuleContext } from '../../check/context';
import { information, warning } from '../../check/report';
import { placeOf, setting } from '../../check/settings';
import { bool, int } from '../../frameworks/easyr1/settings';
import { factsOf, pixelsPerToken } from '../vllm/view';
import { setTo } from '../verl/divisible';
import { rolloutView } from './vllm';

const PIXELS = 'data.max_pixels';
const LENGTH = 'data.max_prompt_length';

export async function imagePrompt(context: RuleContext): Promise<Finding[]> {
  const [pixels, length] = [int(context, PIXELS), int(context, LENGTH)];
  if (pixels === null || length === null || length <= 0) return [];
  const perToken = pixelsPerToken(await factsOf(rolloutView(context)));
  if (perToken === null) return [];
  const tokens = Math.floor(pixels / perToken);
  if (tokens < length) return [];
  const filtered = bool(context, 'data.filter_overlong_prompts');
  const consequence = filtered === false ? 'such a prompt stops the run' : filtered === true ? 'such rows are dropped without a word' : 'such rows are dropped or stop the run';
  const message = `An image of ${PIXELS} ${pixels} takes ${tokens} tokens (${perToken} pixels each), which ${LENGTH} ${length} has no room for; ${consequence}. Larger images are scaled down to ${PIXELS}, so lower it or raise ${LENGTH}.`;
  // Where both numbers come from the file below or are defaults, the images may well be smaller.
  const say = [PIXELS, LENGTH].some((path) => setting(context, path).entry) ? warning : information;
  return [say('EZ-IMAGE-PROMPT', message, placeOf(context, PIXELS, LENGTH), setTo(context, PIXELS, Math.floor(length / 2) * perToken))];
}

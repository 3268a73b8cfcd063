/** Pictures cut to another size in the next stage. */
import { information } from '../../check/report';
import { isSet, numberAt } from '../../check/settings';
import type { Finding } from '../../finding';
import { STAGE_FIELDS } from './fields';
import type { StagePair } from './pairs';

/** Pixels of one token of Qwen2-VL and Qwen2.5-VL: patches of 14 x 14, merged two by two. */
const PIXELS_PER_TOKEN = 28 * 28;

export function pictureSize({ before, after }: StagePair): Finding[] {
  const [first, second] = [STAGE_FIELDS[before.trainer].pixels, STAGE_FIELDS[after.trainer].pixels];
  if (!first || !second || !isSet(before.context, first)) return [];
  const [small, big] = [numberAt(before.context, first), numberAt(after.context, second)];
  if (small === null || big === null || small === big) return [];
  const tokens = (pixels: number): string => `${pixels} pixels, ${Math.floor(pixels / PIXELS_PER_TOKEN)} tokens of Qwen2.5-VL`;
  const message = `${before.name} sees pictures of up to ${tokens(small)} (${first}), ${after.name} of up to ${tokens(big)} (${second}).`;
  return [information('X-PIXELS', message, after.entry.keyRange)];
}

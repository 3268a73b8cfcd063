import type { Finding } from '../finding';

/** Files above this many characters are not parsed. No training config comes near it. */
export const MAX_TEXT = 1_000_000;

export const tooBig = (text: string): Finding => ({
  rule: 'GEN-TOO-BIG',
  severity: 'information',
  message: `This file has ${(text.length / 1e6).toFixed(1)} million characters; above 1 million it is not checked.`,
  range: { start: 0, end: Math.max(0, Math.min(text.indexOf('\n'), 200)) },
});

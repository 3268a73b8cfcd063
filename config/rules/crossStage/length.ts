/** A reply budget below the length that the cold start taught. */
import { isSet, numberAt } from '../../check/settings';
import { warning } from '../../check/report';
import type { Finding } from '../../finding';
import { STAGE_FIELDS } from './fields';
import type { StagePair } from './pairs';

/** A sample holds its prompt too, so a reply limit somewhat below the sample length is in order. */
const LEAST_SHARE = 0.5;

export function replyBudget({ before, after }: StagePair): Finding[] {
  const taught = STAGE_FIELDS[before.trainer].sampleLength;
  const allowed = STAGE_FIELDS[after.trainer].replyLength;
  if (!taught || !allowed || !isSet(before.context, taught)) return [];
  const sample = numberAt(before.context, taught);
  const longest = longestReply(after) ?? numberAt(after.context, allowed);
  if (sample === null || longest === null || sample <= 0 || longest >= sample * LEAST_SHARE) return [];
  const message = `${after.name} stops replies at ${longest} tokens (${allowed}), while ${before.name} trains on samples of up to ${sample} (${taught}): many replies will be cut from the first step on, and a cut reply earns nothing.`;
  return [warning('X-LEN', message, after.entry.keyRange)];
}

/** Length phases may lift the limit later; the last one counts, unless one of them is not known. */
function longestReply(stage: StagePair['after']): number | null {
  const field = STAGE_FIELDS[stage.trainer].replyLength;
  const phases = stage.map.entries.find(({ key }) => key === 'phases')?.value;
  if (!field || phases?.kind !== 'list') return null;
  const limits = phases.items.flatMap((phase) => {
    const set = phase.kind === 'map' ? phase.entries.find(({ key }) => key === 'set')?.value : undefined;
    const node = set?.kind === 'map' ? set.entries.find(({ key }) => key === field)?.value : undefined;
    return node?.kind === 'int' && node.certain ? [Number(node.value)] : [];
  });
  return limits.length > 0 ? Math.max(...limits) : null;
}

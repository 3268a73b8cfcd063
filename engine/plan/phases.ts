import type { PhaseSpec } from '../../config/pipeline/types';
import type { Phase } from '../../protocol/run';

/** Names a phase by the length it allows, as the recipe's figure does; by number when it sets no length. */
export function phaseName(set: Record<string, unknown>, index: number): string {
  const length = set['max_completion_length'];
  return typeof length === 'number' ? `${length} tokens` : `phase ${index + 1}`;
}

/** The phases of a stage as step ranges. `totalSteps` ends the last one; null when the config does not say. */
export function phaseRanges(specs: readonly PhaseSpec[], totalSteps: number | null): Phase[] {
  let from = 0;
  return specs.map((spec, index) => {
    const until = spec.until ?? totalSteps;
    const phase = { name: phaseName(spec.set, index), from, until, set: spec.set };
    from = until ?? from;
    return phase;
  });
}

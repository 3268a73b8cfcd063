import { formatCount, formatValue } from '../../shared/format';
import type { Curve } from '../series/curve';
import type { ChartSpec } from '../specs';

/** One sentence for screen readers: what is drawn and how it went. */
export function summary(spec: ChartSpec, curves: (Curve | null)[]): string {
  const parts = spec.series.map((series, i) => {
    const curve = curves[i];
    if (!curve || curve.steps.length === 0) return `${series.label}: no points yet.`;
    let [low, high] = [Infinity, -Infinity];
    for (const value of curve.raw) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const odd = curve.nonFinite > 0 ? ` ${curve.nonFinite} values are not finite.` : '';
    const range = low <= high ? `between ${formatValue(low)} and ${formatValue(high)}` : 'without a finite value';
    return `${series.label}: ${range}, ${formatValue(curve.raw.at(-1) ?? NaN)} at step ${formatCount(curve.steps.at(-1) ?? 0)}.${odd}`;
  });
  const phases = spec.phases.length > 0 ? ` Length phases: ${spec.phases.map(({ name, from }) => `${name} from step ${from}`).join(', ')}.` : '';
  return `${spec.title}, stage ${spec.stage}. ${parts.join(' ')}${phases}`;
}

import type { ChartOptions, Scale } from 'chart.js';
import { formatCount, formatTick } from '../../shared/format';
import type { Theme } from '../../shared/theme';
import type { Curve } from '../series/curve';
import type { ChartSpec, Domain } from '../specs';

type Axis = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;

/** Whole steps, few enough never to overlap. */
export function stepAxis(domain: Domain, theme: Theme): Axis {
  return {
    type: 'linear',
    min: domain.min,
    max: domain.max,
    border: { color: theme.grid },
    grid: { display: false },
    ticks: {
      precision: 0,
      maxRotation: 0,
      autoSkipPadding: 20,
      includeBounds: false,
      color: theme.muted,
      font: { family: theme.font, size: 11 },
      callback: (value: string | number) => formatCount(Number(value)),
    },
  };
}

/** An axis in the colour of its series when two share the chart, so that each reads as belonging to its side. */
export function valueAxis(spec: ChartSpec, side: 'left' | 'right', theme: Theme, curves: (Curve | null)[]): Axis {
  const own = spec.series.findIndex(({ axis }) => axis === side);
  const series = spec.series[own];
  const two = spec.series.length > 1;
  const floor = zeroFloor(own < 0 ? null : (curves[own] ?? null));
  return {
    type: 'linear',
    position: side,
    ...(floor ? { min: 0 } : {}),
    display: curves[own] != null || side === 'left',
    grace: '6%',
    border: { display: false },
    grid: { color: theme.grid, drawOnChartArea: side === 'left', drawTicks: false },
    ticks: {
      maxTicksLimit: 6,
      padding: 6,
      color: two && series && !theme.highContrast ? theme.hues[series.hue] : theme.muted,
      font: { family: theme.font, size: 11 },
      callback: (value: string | number) => formatTick(Number(value)),
    },
    title: {
      display: two,
      text: series?.label ?? '',
      color: series && !theme.highContrast ? theme.hues[series.hue] : theme.foreground,
      font: { family: theme.font, size: 11 },
      padding: 2,
    },
    afterFit: (scale: Scale) => {
      // Widths that do not jump when the labels gain a digit keep the plot still while it grows.
      scale.width = Math.ceil(Math.max(scale.width, two ? 60 : 46) / 6) * 6;
    },
  };
}

/** A quantity that is never negative and comes near zero gets an axis from zero, not one that invents negative values. */
function zeroFloor(curve: Curve | null): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const { y } of curve?.rawLine ?? []) {
    if (y < low) low = y;
    if (y > high) high = y;
  }
  return low >= 0 && low - 0.1 * (high - low) < 0 && high > 0;
}

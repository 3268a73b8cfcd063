import type { Plugin } from 'chart.js';
import { color } from 'chart.js/helpers';
import type { ChartSpec } from '../specs';
import type { Hue, Theme } from '../../shared/theme';

/** Height that the names need above the curves, pixels. */
export const BAND_TITLE = 20;
const HUES: Hue[] = ['blue', 'green', 'yellow', 'red'];

/** Shaded and named bands for the length phases, with dashed borders between them, as in the recipe's figure. */
export function bandsPlugin(read: () => { phases: ChartSpec['phases']; theme: Theme }): Plugin<'line'> {
  return {
    id: 'bands',
    beforeDatasetsDraw(chart) {
      const { phases, theme } = read();
      const scale = chart.scales['x'];
      if (!scale || phases.length === 0) return;
      const { ctx, chartArea } = chart;
      const top = chartArea.top - BAND_TITLE;
      const clamp = (step: number): number => Math.min(chartArea.right, Math.max(chartArea.left, scale.getPixelForValue(step)));
      ctx.save();
      ctx.font = `11px ${theme.font}`;
      ctx.textBaseline = 'middle';
      ctx.textAlign = 'center';
      phases.forEach((phase, index) => {
        const left = clamp(phase.from);
        const right = phase.until === null ? chartArea.right : clamp(phase.until);
        if (right <= left) return;
        const hue = theme.hues[HUES[index % HUES.length] ?? 'blue'];
        ctx.fillStyle = color(hue).alpha(theme.highContrast ? 0.12 : 0.09).rgbString();
        ctx.fillRect(left, top, right - left, chartArea.bottom - top);
        if (left > chartArea.left) dashed(ctx, left, top, chartArea.bottom, theme.muted);
        ctx.fillStyle = theme.foreground;
        ctx.fillText(fitting(ctx, phase.name, right - left - 8), (left + right) / 2, top + BAND_TITLE / 2);
      });
      ctx.restore();
    },
  };
}

function dashed(ctx: CanvasRenderingContext2D, x: number, top: number, bottom: number, stroke: string): void {
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, top);
  ctx.lineTo(Math.round(x) + 0.5, bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The name, shortened with an ellipsis to `width`; nothing where not even two letters fit. */
function fitting(ctx: CanvasRenderingContext2D, name: string, width: number): string {
  if (ctx.measureText(name).width <= width) return name;
  for (let length = name.length - 1; length >= 2; length -= 1) {
    const text = `${name.slice(0, length).trimEnd()}…`;
    if (ctx.measureText(text).width <= width) return text;
  }
  return '';
}

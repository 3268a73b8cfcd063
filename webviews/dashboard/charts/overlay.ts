import type { Chart, Plugin } from 'chart.js';
import type { Mark, XY } from '../series/curve';
import type { Theme } from '../../shared/theme';

/** What lies over the lines, in data coordinates. */
export interface Overlay {
  theme: Theme;
  layers: { axis: string; color: string; lonely: XY[]; marks: Mark[] }[];
  /** Step under the cursor and the points there. */
  cursor: { x: number; dots: { axis: string; color: string; y: number }[] } | null;
}

/** Points that a line cannot show: lone ones as dots, NaN as a cross at the lower edge, infinities as arrows. */
export function overlayPlugin(read: () => Overlay): Plugin<'line'> {
  return {
    id: 'overlay',
    afterDatasetsDraw(chart) {
      const { layers, cursor, theme } = read();
      for (const layer of layers) {
        for (const point of layer.lonely) dot(chart, layer.axis, point, layer.color, 3);
        for (const mark of layer.marks) drawMark(chart, mark, layer.color);
      }
      if (!cursor) return;
      const x = chart.scales['x']?.getPixelForValue(cursor.x) ?? NaN;
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.strokeStyle = theme.muted;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(Math.round(x) + 0.5, chartArea.top);
      ctx.lineTo(Math.round(x) + 0.5, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
      for (const { axis, color, y } of cursor.dots) {
        dot(chart, axis, { x: cursor.x, y }, theme.background, 5);
        dot(chart, axis, { x: cursor.x, y }, color, 3.5);
      }
    },
  };
}

function dot(chart: Chart<'line'>, axis: string, { x, y }: XY, color: string, radius: number): void {
  const { ctx, scales } = chart;
  const [px, py] = [scales['x']?.getPixelForValue(x), scales[axis]?.getPixelForValue(y)];
  if (px === undefined || py === undefined || !Number.isFinite(py)) return;
  ctx.save();
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(px, py, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
}

function drawMark(chart: Chart<'line'>, { x, kind }: Mark, color: string): void {
  const { ctx, chartArea, scales } = chart;
  const px = scales['x']?.getPixelForValue(x);
  if (px === undefined) return;
  const size = 3.5;
  const y = kind === 'high' ? chartArea.top + size + 1 : chartArea.bottom - size - 1;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  if (kind === 'nan') {
    ctx.moveTo(px - size, y - size);
    ctx.lineTo(px + size, y + size);
    ctx.moveTo(px + size, y - size);
    ctx.lineTo(px - size, y + size);
  } else {
    const tip = kind === 'high' ? -size : size;
    ctx.moveTo(px - size, y - tip);
    ctx.lineTo(px, y + tip);
    ctx.lineTo(px + size, y - tip);
  }
  ctx.stroke();
  ctx.restore();
}

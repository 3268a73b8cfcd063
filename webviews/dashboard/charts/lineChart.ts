import { Chart, LineController, LineElement, LinearScale, PointElement, type ChartConfiguration, type ChartDataset } from 'chart.js';
import { color } from 'chart.js/helpers';
import type { Theme } from '../../shared/theme';
import { nearest, type Curve, type XY } from '../series/curve';
import type { ChartSpec, Domain, SeriesSpec } from '../specs';
import { stepAxis, valueAxis } from './axes';
import { BAND_TITLE, bandsPlugin } from './bands';
import { overlayPlugin, type Overlay } from './overlay';

Chart.register(LineController, LineElement, PointElement, LinearScale);

const RAW_ALPHA = 0.32;

/** One Chart.js chart: everything that knows the library. Data comes decimated; hover is ours. */
export class LineChart {
  readonly canvas: HTMLCanvasElement;
  private readonly chart: Chart<'line', XY[]>;
  private overlay: Overlay;
  private curves: (Curve | null)[] = [];

  constructor(
    parent: HTMLElement,
    private spec: ChartSpec,
    private theme: Theme,
    onResize: () => void,
  ) {
    this.canvas = document.createElement('canvas');
    parent.appendChild(this.canvas);
    this.overlay = { theme, layers: [], cursor: null };
    const config: ChartConfiguration<'line', XY[]> = {
      type: 'line',
      data: { datasets: [] },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        parsing: false,
        normalized: true,
        events: [],
        spanGaps: false,
        elements: { point: { radius: 0 }, line: { tension: 0 } },
        onResize,
      },
      plugins: [
        bandsPlugin(() => ({ phases: this.spec.phases, theme: this.theme })),
        overlayPlugin(() => this.overlay),
      ],
    };
    this.chart = new Chart(this.canvas, config);
  }

  /** Pixels between the axes, for decimation. */
  get plotWidth(): number {
    return this.chart.chartArea?.width || this.canvas.clientWidth || 600;
  }

  /** @param curves one per series of the spec, null where there are no points */
  draw(spec: ChartSpec, curves: (Curve | null)[], domain: Domain, theme: Theme): void {
    this.spec = spec;
    this.theme = theme;
    this.curves = curves;
    this.overlay.theme = theme;
    this.overlay.layers = curves.flatMap((curve, i) => {
      const series = spec.series[i];
      if (!curve || !series) return [];
      return [{ axis: series.axis, color: theme.hues[series.hue], lonely: curve.lonely, marks: curve.marks }];
    });
    this.chart.data.datasets = spec.series.flatMap((series, i) => datasets(series, curves[i] ?? null, theme));
    this.chart.options.layout = { padding: { top: spec.phases.length > 0 ? BAND_TITLE + 2 : 6, right: 2 } };
    this.chart.options.scales = {
      x: stepAxis(domain, theme),
      left: valueAxis(spec, 'left', theme, curves),
      ...(spec.series.some(({ axis }) => axis === 'right') ? { right: valueAxis(spec, 'right', theme, curves) } : {}),
    };
    this.chart.update('none');
  }

  /** The step that has points nearest to a horizontal position inside the canvas, null outside the axes. */
  stepAt(offsetX: number): number | null {
    const { chartArea, scales } = this.chart;
    if (!chartArea || offsetX < chartArea.left - 4 || offsetX > chartArea.right + 4) return null;
    return this.nearestStep(scales['x']?.getValueForPixel(offsetX) ?? NaN);
  }

  nearestStep(step: number): number | null {
    let best: number | null = null;
    for (const curve of this.curves) {
      const found = curve ? curve.steps[nearest(curve.steps, step)] : undefined;
      if (found !== undefined && (best === null || Math.abs(found - step) < Math.abs(best - step))) best = found;
    }
    return best;
  }

  showCursor(step: number | null): void {
    this.overlay.cursor =
      step === null
        ? null
        : {
            x: step,
            dots: this.spec.series.flatMap((series, i) => {
              const curve = this.curves[i];
              const at = curve ? nearest(curve.steps, step) : -1;
              if (!curve || curve.steps[at] !== step) return [];
              return [{ axis: series.axis, color: this.theme.hues[series.hue], y: curve.smooth[at] ?? NaN }];
            }),
          };
    this.chart.draw();
  }

  destroy(): void {
    this.chart.destroy();
    this.canvas.remove();
  }
}

/** The raw line faint behind the smoothed one; only the line itself where nothing was smoothed. */
function datasets(series: SeriesSpec, curve: Curve | null, theme: Theme): ChartDataset<'line', XY[]>[] {
  if (!curve) return [];
  const hue = theme.hues[series.hue];
  const line = { yAxisID: series.axis, borderDash: theme.highContrast ? series.dash : [] };
  const main = { ...line, data: curve.smoothLine, borderColor: hue, borderWidth: theme.highContrast ? 2.5 : 2, order: 0 };
  if (curve.rawLine === curve.smoothLine) return [main];
  const faint = color(hue).alpha(theme.highContrast ? 0.5 : RAW_ALPHA).rgbString();
  return [{ yAxisID: series.axis, data: curve.rawLine, borderColor: faint, borderWidth: 1, order: 1 }, main];
}

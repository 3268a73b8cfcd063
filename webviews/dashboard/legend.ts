import { h, replace, setText } from '../shared/dom';
import { formatCount, formatValue } from '../shared/format';
import type { Theme } from '../shared/theme';
import { nearest, type Curve } from './series/curve';
import type { ChartSpec, SeriesSpec } from './specs';

const SVG = 'http://www.w3.org/2000/svg';

interface Item {
  value: HTMLElement;
  raw: HTMLElement;
  odd: HTMLElement;
}

/** Names, line samples and the values at the cursor (the newest ones when there is none). */
export class Legend {
  private readonly step = h('span', { class: 'legend-step' });
  private readonly items = h('div', { class: 'legend-items' });
  readonly element = h('div', { class: 'legend' }, this.items, this.step);
  private parts: Item[] = [];
  private built: { labels: string; theme: Theme } | null = null;

  build(spec: ChartSpec, theme: Theme): void {
    const labels = JSON.stringify(spec.series.map(({ label }) => label));
    if (this.built?.labels === labels && this.built.theme === theme) return;
    this.built = { labels, theme };
    this.parts = spec.series.map(() => ({
      value: h('span', { class: 'legend-value' }),
      raw: h('span', { class: 'legend-raw' }),
      odd: h('span', { class: 'legend-odd' }),
    }));
    replace(
      this.items,
      ...spec.series.map((series, i) => {
        const part = this.parts[i];
        return h('span', { class: 'legend-item' }, sample(series, theme), h('span', { class: 'legend-name' }, series.label), ...(part ? [part.value, part.raw, part.odd] : []));
      }),
    );
  }

  update(curves: (Curve | null)[], cursor: number | null): void {
    const newest = curves.reduce<number | null>((step, curve) => Math.max(step ?? -Infinity, curve?.steps.at(-1) ?? -Infinity), null);
    const step = cursor ?? (newest !== null && Number.isFinite(newest) ? newest : null);
    setText(this.step, step === null ? '' : `step ${formatCount(step)}`);
    this.parts.forEach(({ value, raw, odd }, i) => {
      const curve = curves[i];
      const at = curve && step !== null ? nearest(curve.steps, step) : -1;
      const there = curve && (cursor === null ? at >= 0 : curve.steps[at] === step);
      setText(value, there ? formatValue(curve.smooth[at] ?? NaN) : '–');
      setText(raw, there && curve.smooth !== curve.raw ? `raw ${formatValue(curve.raw[at] ?? NaN)}` : '');
      setText(odd, curve && curve.nonFinite > 0 ? `${formatCount(curve.nonFinite)} not finite` : '');
    });
  }

  /** The same in words, for the keyboard's cursor. */
  get text(): string {
    return `${this.step.textContent}: ${this.parts.map(({ value }, i) => `${this.items.children[i]?.querySelector('.legend-name')?.textContent ?? ''} ${value.textContent}`).join(', ')}`;
  }
}

/** A short piece of the line as it is drawn, dash included. */
function sample(series: SeriesSpec, theme: Theme): SVGSVGElement {
  const root = document.createElementNS(SVG, 'svg');
  root.setAttribute('viewBox', '0 0 22 8');
  root.setAttribute('class', 'legend-sample');
  root.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', 'M1 4h20');
  line.setAttribute('stroke', theme.hues[series.hue]);
  line.setAttribute('stroke-width', '2.5');
  if (theme.highContrast && series.dash.length > 0) line.setAttribute('stroke-dasharray', series.dash.join(' '));
  root.appendChild(line);
  return root;
}

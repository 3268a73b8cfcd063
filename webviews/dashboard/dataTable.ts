import { h, replace } from '../shared/dom';
import { formatAligned, formatCount } from '../shared/format';
import type { Curve } from './series/curve';
import type { ChartSpec } from './specs';

const PAGE = 100;

/** The chart's points as a table, newest first, a page at a time. Every step of every series is reachable. */
export class DataTable {
  private readonly table = h('table', { class: 'data' });
  private readonly where = h('span', { class: 'muted' });
  private readonly newer = h('button', { type: 'button', class: 'small', onclick: () => this.turn(-1) }, 'Newer');
  private readonly older = h('button', { type: 'button', class: 'small', onclick: () => this.turn(1) }, 'Older');
  private readonly scroller = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, this.table);
  readonly element = h('div', { class: 'data-table' }, this.scroller, h('div', { class: 'pager' }, this.where, this.newer, this.older));
  private page = 0;
  private drawn: { spec: ChartSpec; curves: (Curve | null)[] } | null = null;

  update(spec: ChartSpec, curves: (Curve | null)[]): void {
    this.drawn = { spec, curves };
    const steps = [...new Set(curves.flatMap((curve) => (curve ? [...curve.steps] : [])))].sort((a, b) => b - a);
    const pages = Math.max(1, Math.ceil(steps.length / PAGE));
    this.page = Math.min(this.page, pages - 1);
    const shown = steps.slice(this.page * PAGE, (this.page + 1) * PAGE);
    this.scroller.setAttribute('aria-label', `Points of ${spec.title}, stage ${spec.stage}`);
    replace(
      this.table,
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Step'), ...spec.series.flatMap((series, i) => headings(series.label, curves[i] ?? null)))),
      h('tbody', {}, ...shown.map((step) => h('tr', {}, h('th', { scope: 'row' }, formatCount(step)), ...curves.flatMap((curve) => cells(curve, step))))),
    );
    this.where.textContent =
      steps.length === 0 ? 'No points yet.' : `${formatCount(shown.length)} of ${formatCount(steps.length)} steps, newest first`;
    this.newer.hidden = this.older.hidden = pages === 1;
    this.newer.disabled = this.page === 0;
    this.older.disabled = this.page >= pages - 1;
  }

  private turn(by: number): void {
    this.page += by;
    if (this.drawn) this.update(this.drawn.spec, this.drawn.curves);
    this.scroller.scrollTop = 0;
  }
}

const smoothed = (curve: Curve | null): boolean => curve !== null && curve.smooth !== curve.raw;

const headings = (label: string, curve: Curve | null): HTMLElement[] => [
  h('th', { scope: 'col' }, label),
  ...(smoothed(curve) ? [h('th', { scope: 'col' }, 'smoothed')] : []),
];

function cells(curve: Curve | null, step: number): HTMLElement[] {
  if (!curve) return [h('td', {}, '–')];
  const at = indexOf(curve.steps, step);
  const text = (column: Float64Array): string => (at < 0 ? '–' : formatAligned(column[at] ?? NaN));
  return [h('td', {}, text(curve.raw)), ...(smoothed(curve) ? [h('td', { class: 'muted' }, text(curve.smooth))] : [])];
}

/** Index of exactly this step, -1 where the series has no point there. */
function indexOf(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = steps[middle] as number;
    if (found === step) return middle;
    if (found < step) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

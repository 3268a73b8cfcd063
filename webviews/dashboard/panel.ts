import type { Metric } from '../../protocol/series';
import type { Announcer } from '../shared/announcer';
import { h, setAttribute, setText } from '../shared/dom';
import { formatCount } from '../shared/format';
import { icon } from '../shared/icons';
import type { View } from '../shared/keyed';
import type { Theme } from '../shared/theme';
import { LineChart } from './charts/lineChart';
import { summary } from './charts/summary';
import { DataTable } from './dataTable';
import { Legend } from './legend';
import { curve, type Curve } from './series/curve';
import { seriesKey, type SeriesStore } from './series/store';
import { stepDomain, type ChartSpec, type Domain } from './specs';

/** What all panels share. */
export interface Surroundings {
  readonly store: SeriesStore;
  readonly announcer: Announcer;
  theme: Theme;
  smoothing: number;
  remove(spec: ChartSpec): void;
  isTable(id: string): boolean;
  setTable(id: string, shown: boolean): void;
  requestDraw(id: string): void;
}

export interface Drawn {
  stage: string;
  tag: string;
  step: number;
  metric: Metric;
}

/** A chart with its legend, its table twin and what stands in its place before the first point. */
export class Panel implements View<ChartSpec> {
  private readonly title = h('h2', {});
  private readonly stage = h('span', { class: 'panel-stage' });
  private readonly tableButton = h('button', { type: 'button', class: 'icon-button', onclick: () => this.toggleTable() });
  private readonly legend = new Legend();
  private readonly plot = h('div', { class: 'plot' });
  private readonly waiting = h('div', { class: 'waiting' });
  private readonly table = new DataTable();
  readonly element: HTMLElement;
  private chart: LineChart | null = null;
  private curves: (Curve | null)[] = [];
  private domain: Domain = { min: 0, max: 1 };
  private cursor: number | null = null;
  private width = 0;

  constructor(
    private spec: ChartSpec,
    private readonly around: Surroundings,
  ) {
    const remove = h('button', { type: 'button', class: 'icon-button', 'aria-label': `Remove the chart of ${spec.title}`, title: 'Remove chart', onclick: () => around.remove(this.spec) }, icon('close'));
    this.element = h(
      'section',
      { class: 'panel', 'aria-label': `${spec.title}, ${spec.stage}`, 'data-id': spec.id },
      h('header', {}, h('div', { class: 'panel-title' }, this.title, this.stage), this.tableButton, spec.removable ? remove : null),
      this.legend.element,
      h('div', { class: 'panel-body' }, this.plot, this.waiting, this.table.element),
    );
    setText(this.title, spec.title);
    setText(this.stage, spec.stage);
  }

  update(spec: ChartSpec): void {
    this.spec = spec;
    setText(this.title, spec.title);
  }

  get id(): string {
    return this.spec.id;
  }

  /** Keys of the series it draws. */
  get keys(): string[] {
    return this.spec.series.flatMap(({ tag }) => (tag === null ? [] : [seriesKey(this.spec.stage, tag)]));
  }

  /** Draws from the store as it is now. @returns the normalised series on screen and their newest steps */
  draw(): Drawn[] {
    const { spec, around } = this;
    const buffers = spec.series.map(({ tag }) => (tag === null ? undefined : around.store.get(spec.stage, tag)));
    const lasts = buffers.flatMap((buffer) => buffer?.lastStep ?? []);
    const firsts = buffers.flatMap((buffer) => buffer?.columns.steps[0] ?? []);
    const empty = lasts.length === 0;
    this.showParts(empty);
    if (empty) {
      this.curves = [];
      this.showWaiting();
      return [];
    }
    if (!this.chart) this.createChart();
    const chart = this.chart as LineChart;
    this.width = chart.plotWidth;
    this.domain = stepDomain(Math.min(...firsts), Math.max(...lasts), spec.totalSteps, spec.live);
    const span = this.domain.max - this.domain.min;
    this.curves = buffers.map((buffer) => (buffer && buffer.lastStep !== null ? curve(buffer.columns, around.smoothing, span, this.width) : null));
    this.legend.build(spec, around.theme);
    this.legend.update(this.curves, this.cursor);
    if (around.isTable(spec.id)) this.table.update(spec, this.curves);
    else chart.draw(spec, this.curves, this.domain, around.theme);
    chart.canvas.setAttribute('aria-label', summary(spec, this.curves));
    return spec.series.flatMap(({ tag, metric }, i) => {
      const step = buffers[i]?.lastStep;
      return tag !== null && metric !== null && step != null ? [{ stage: spec.stage, tag, step, metric }] : [];
    });
  }

  dispose(): void {
    this.chart?.destroy();
  }

  private createChart(): void {
    const { spec, around } = this;
    this.chart = new LineChart(this.plot, spec, around.theme, () => {
      // Decimation depends on the width; Chart.js itself has redrawn what there is.
      if (this.chart && Math.abs(this.chart.plotWidth - this.width) > 1) around.requestDraw(spec.id);
    });
    const { canvas } = this.chart;
    setAttribute(canvas, 'role', 'img');
    setAttribute(canvas, 'tabindex', 0);
    canvas.addEventListener('pointermove', (event) => this.moveTo(this.chart?.stepAt(event.offsetX) ?? null));
    canvas.addEventListener('pointerleave', () => this.moveTo(null));
    canvas.addEventListener('blur', () => this.moveTo(null));
    canvas.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Arrow keys walk along the points (with Shift by tenths of the axis), Home and End go to the ends, Escape leaves. */
  private onKey(event: KeyboardEvent): void {
    const steps = this.curves.flatMap((curve) => (curve ? [curve.steps] : []))[0];
    if (!steps || steps.length === 0 || !this.chart) return;
    const stride = event.shiftKey ? Math.max(1, Math.round((this.domain.max - this.domain.min) / 10)) : 1;
    const from = this.cursor ?? (steps.at(-1) as number);
    const at = steps.indexOf(from);
    const target: Record<string, number | null | undefined> = {
      ArrowLeft: this.cursor === null ? from : event.shiftKey || at < 0 ? from - stride : steps[Math.max(0, at - 1)],
      ArrowRight: event.shiftKey || at < 0 ? from + stride : steps[Math.min(steps.length - 1, at + 1)],
      Home: steps[0],
      End: steps.at(-1),
      Escape: null,
    };
    const step = target[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.moveTo(step === null ? null : this.chart.nearestStep(step));
    if (step !== null) this.around.announcer.sayNow(this.legend.text);
  }

  private moveTo(step: number | null): void {
    if (step === this.cursor) return;
    this.cursor = step;
    this.legend.update(this.curves, step);
    this.chart?.showCursor(step);
  }

  private toggleTable(): void {
    this.around.setTable(this.spec.id, !this.around.isTable(this.spec.id));
    this.around.requestDraw(this.spec.id);
  }

  private showParts(empty: boolean): void {
    const table = !empty && this.around.isTable(this.spec.id);
    this.waiting.hidden = !empty;
    this.plot.hidden = empty || table;
    this.table.element.hidden = !table;
    this.legend.element.hidden = empty;
    this.tableButton.hidden = empty;
    setAttribute(this.tableButton, 'aria-pressed', table ? 'true' : 'false');
    setAttribute(this.tableButton, 'aria-label', `Show ${this.spec.title} as a table`);
    setAttribute(this.tableButton, 'title', table ? 'Show chart' : 'Show as table');
    if (this.tableButton.dataset['look'] !== String(table)) {
      this.tableButton.dataset['look'] = String(table);
      this.tableButton.replaceChildren(icon(table ? 'chart' : 'table'));
    }
  }

  private showWaiting(): void {
    const { state, stage, totalSteps, live, phases } = this.spec;
    const sentence = live
      ? state === 'pending'
        ? `${stage} has not started yet.`
        : `Waiting for the first point of ${stage}…`
      : `${stage} wrote no points of this kind.`;
    const known = [
      live && totalSteps !== null ? `${formatCount(totalSteps)} steps planned` : null,
      live && phases.length > 0 ? `phases: ${phases.map(({ name }) => name).join(', ')}` : null,
    ].filter((part) => part !== null);
    const key = JSON.stringify([sentence, known]);
    if (this.waiting.dataset['key'] === key) return;
    this.waiting.dataset['key'] = key;
    this.waiting.replaceChildren(icon(live ? 'pending' : 'info'), h('p', {}, sentence), known.length > 0 ? h('p', { class: 'muted' }, known.join(' · ')) : '');
  }
}

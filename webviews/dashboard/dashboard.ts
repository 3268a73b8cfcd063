import type { FromDashboard, ToDashboard } from '../../protocol/webview/dashboard';
import { Announcer } from '../shared/announcer';
import { h, replace } from '../shared/dom';
import { formatValue } from '../shared/format';
import type { Host } from '../shared/host';
import { KeyedList } from '../shared/keyed';
import { Banner, notice } from '../shared/notice';
import { stepText } from '../shared/progress';
import { frameScheduler, visibleInterval } from '../shared/schedule';
import { stateLook } from '../shared/states';
import { onThemeChange, readTheme } from '../shared/theme';
import { Header } from './header';
import { FRESH, Kept } from './kept';
import { DashboardModel, type Change } from './model';
import { Panel, type Surroundings } from './panel';
import { seriesKey } from './series/store';
import { smoothingSlider } from './smoothingSlider';
import { chartSpecs, type ChartSpec, type Choice } from './specs';
import { TagSearch } from './tagSearch';

/** The page: messages in, model changed, and at most once per frame what changed is drawn. */
export class Dashboard {
  private readonly model = new DashboardModel();
  private readonly announcer = new Announcer();
  private readonly header = new Header();
  private readonly banner = new Banner();
  private readonly mainGrid = h('div', { class: 'grid main-grid' });
  private readonly extraGrid = h('div', { class: 'grid extra-grid' });
  private readonly place = h('main', { class: 'page dashboard' });
  private readonly search = new TagSearch((choice) => this.toggleChoice(choice));
  private readonly around: Surroundings;
  private readonly mainPanels: KeyedList<ChartSpec, Panel>;
  private readonly extraPanels: KeyedList<ChartSpec, Panel>;
  private readonly request: () => void;
  private kept: Kept;
  private content: HTMLElement | null = null;
  /** What the next frame draws. */
  private pageDirty = true;
  private dirty = new Set<string>();
  /** Newest step told to the editor, per series. */
  private readonly told = new Map<string, number>();
  private announced = '';

  constructor(private readonly host: Host<FromDashboard>) {
    this.kept = host.state(Kept, FRESH);
    this.around = {
      store: this.model.series,
      announcer: this.announcer,
      theme: readTheme(),
      smoothing: this.kept.smoothing,
      remove: (spec) => this.toggleChoice({ stage: spec.stage, tag: spec.title }),
      isTable: (id) => this.kept.tables.includes(id),
      setTable: (id, shown) => this.keep({ tables: [...this.kept.tables.filter((other) => other !== id), ...(shown ? [id] : [])] }),
      requestDraw: (id) => this.redraw([id]),
    };
    const create = (spec: ChartSpec): Panel => new Panel(spec, this.around);
    this.mainPanels = new KeyedList(this.mainGrid, ({ id }) => id, create);
    this.extraPanels = new KeyedList(this.extraGrid, ({ id }) => id, create);
    this.request = frameScheduler(() => this.draw());
  }

  start(body: HTMLElement): void {
    body.append(this.place, this.announcer.element);
    onThemeChange(() => {
      this.around.theme = readTheme();
      this.redraw('all');
    });
    visibleInterval(1000, () => this.header.tick(this.model.series.newest));
    this.request();
    this.host.post({ type: 'ready', tags: this.tags() });
  }

  receive(message: ToDashboard): void {
    const change = this.model.apply(message);
    if (message.type === 'snapshot' || message.type === 'loading') this.told.clear();
    this.note(change);
    this.request();
  }

  private note(change: Change): void {
    this.pageDirty ||= change.page;
    if (change.series === 'all') this.dirty.add('*');
    else for (const key of change.series) this.dirty.add(key);
  }

  private redraw(ids: 'all' | string[]): void {
    for (const id of ids === 'all' ? ['*'] : ids) this.dirty.add(id);
    this.request();
  }

  private draw(): void {
    const { run, failure, loading } = this.model;
    if (this.pageDirty) this.drawPage();
    if (run) {
      const drawn = [...this.mainPanels.all, ...this.extraPanels.all].filter((panel) => this.isDirty(panel)).flatMap((panel) => panel.draw());
      this.header.tick(this.model.series.newest);
      const fresh = drawn.filter(({ stage, tag, step }) => this.told.get(seriesKey(stage, tag)) !== step);
      for (const { stage, tag, step } of fresh) this.told.set(seriesKey(stage, tag), step);
      // A task after the frame callback runs once the frame has been handed to the compositor: then it is drawn.
      if (fresh.length > 0) {
        setTimeout(() => {
          for (const { stage, tag, step } of fresh) this.host.post({ type: 'drawn', stage, tag, step, at: Date.now() });
        }, 0);
      }
      this.announce();
    }
    this.banner.update(failure?.message ?? run?.problem ?? null, { tone: failure ? 'bad' : 'warn', hint: failure?.hint ?? null });
    if (loading !== null || !run) this.header.tick(null);
    this.dirty.clear();
    this.pageDirty = false;
  }

  private isDirty(panel: Panel): boolean {
    if (this.dirty.has('*') || this.pageDirty || this.dirty.has(panel.id)) return true;
    return panel.keys.some((key) => this.dirty.has(key));
  }

  /** Everything but the curves. */
  private drawPage(): void {
    const { run, loading, failure } = this.model;
    if (run) {
      if (this.content?.dataset['kind'] !== 'run') this.show(this.runPage());
      this.header.update(run);
      const { main, extra } = chartSpecs(run, this.kept.choices);
      this.mainPanels.update(main);
      this.extraPanels.update(extra);
      this.search.update(run.stages, this.kept.choices);
      if (this.kept.runId !== run.id) this.keep({ runId: run.id });
    } else if (failure) {
      const again = h('button', { type: 'button', onclick: () => this.host.post({ type: 'ready', tags: this.tags() }) }, 'Try again');
      this.show(notice({ icon: 'error', title: 'The curves cannot be shown', tone: 'bad' }, h('p', {}, failure.message), failure.hint ? h('p', { class: 'muted' }, failure.hint) : null, again));
    } else {
      this.show(notice({ icon: 'running', title: loading === null ? 'Opening the dashboard…' : `Reading ${loading}…`, tone: 'busy' }, h('p', { class: 'muted' }, 'The curves appear as soon as their points are read.')));
    }
  }

  private show(content: HTMLElement): void {
    this.content = content;
    replace(this.place, content);
  }

  private runPage(): HTMLElement {
    const slider = smoothingSlider(this.kept.smoothing, (smoothing) => {
      this.around.smoothing = smoothing;
      this.keep({ smoothing });
      this.redraw('all');
    });
    const toolbar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Charts' }, this.search.element, slider);
    return h('div', { 'data-kind': 'run' }, this.header.element, this.banner.element, toolbar, this.mainGrid, this.extraGrid);
  }

  private toggleChoice(choice: Choice): void {
    const same = (other: Choice): boolean => other.stage === choice.stage && other.tag === choice.tag;
    const { choices } = this.kept;
    this.keep({ choices: choices.some(same) ? choices.filter((other) => !same(other)) : [...choices, choice] });
    this.host.post({ type: 'subscribe', tags: this.tags() });
    this.pageDirty = true;
    this.request();
  }

  private tags(): string[] {
    return [...new Set(this.kept.choices.map(({ tag }) => tag))];
  }

  private keep(part: Partial<Kept>): void {
    this.kept = { ...this.kept, ...part };
    this.host.keep(this.kept);
  }

  /** Tells screen readers where the run is: a new state at once, steps in the announcer's own time. */
  private announce(): void {
    const { run } = this.model;
    if (!run) return;
    const stage = run.stages.find(({ state }) => state === 'running') ?? run.stages.at(-1);
    const state = `${run.title}: ${stateLook(run.state).label}`;
    const tag = stage?.metrics[stage.kind === 'rl' ? 'reward' : 'loss'];
    const value = stage && tag ? this.model.series.get(stage.name, tag)?.columns.values.at(-1) : undefined;
    const where = stage ? `${stage.name} ${stepText(stage.step, stage.totalSteps)}` : '';
    const text = `${state}. ${where}${value === undefined ? '' : `, ${stage?.kind === 'rl' ? 'reward' : 'loss'} ${formatValue(value)}`}`;
    if (this.announced !== '' && !this.announced.startsWith(state)) this.announcer.sayNow(text);
    else if (text !== this.announced) this.announcer.say(text);
    this.announced = text;
  }
}

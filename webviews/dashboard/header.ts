import type { DashboardRun, DashboardStage } from '../../protocol/webview/dashboard';
import { h, meta, setText } from '../shared/dom';
import { formatAge, formatLeft } from '../shared/format';
import { KeyedList, type View } from '../shared/keyed';
import { ProgressBar, stepText } from '../shared/progress';
import { isLive, StateChip, stateLook } from '../shared/states';

/** Title, state, target, source of the points, and how old the newest one is. */
export class Header {
  private readonly title = h('h1', {});
  private readonly chip = new StateChip();
  private readonly target = h('span', {});
  private readonly source = h('span', {});
  private readonly age = h('span', { class: 'tabular' });
  private readonly stages = h('div', { class: 'stages' });
  private readonly tiles = new KeyedList<DashboardStage>(this.stages, ({ name }) => name, () => new StageTile());
  readonly element = h(
    'header',
    { class: 'page-head' },
    h('div', { class: 'title-row' }, this.title, this.chip.element),
    meta(this.target, this.source, this.age),
    this.stages,
  );

  update(run: DashboardRun): void {
    setText(this.title, run.title);
    this.chip.update(run.state);
    setText(this.target, `on ${run.target}`);
    setText(this.source, run.source === null ? 'no points read yet' : `points from ${run.source === 'data server' ? 'the data server' : run.source}`);
    this.tiles.update(run.stages);
  }

  /** @param newest wall time of the newest point, epoch seconds; called once a second */
  tick(newest: number | null): void {
    setText(this.age, newest === null ? '' : `newest point ${formatAge(newest, Date.now() / 1000)}`);
    this.age.title = newest === null ? '' : new Date(newest * 1000).toLocaleString();
  }
}

/** One stage's state and how far it is. */
class StageTile implements View<DashboardStage> {
  private readonly name = h('span', { class: 'tile-name' });
  private readonly chip = new StateChip();
  private readonly steps = h('span', { class: 'tabular' });
  private readonly left = h('span', { class: 'tabular' });
  private bar: ProgressBar | null = null;
  readonly element = h('div', { class: 'tile' }, h('div', { class: 'tile-row' }, this.name, this.chip.element));

  update(stage: DashboardStage): void {
    if (!this.bar) {
      this.bar = new ProgressBar(`Progress of ${stage.name}`);
      this.element.append(this.bar.element, h('div', { class: 'tile-row muted' }, this.steps, this.left));
    }
    const live = isLive(stage.state);
    const text = stepText(stage.step, stage.totalSteps);
    const left = live ? formatLeft(stage.secondsLeft) : '';
    setText(this.name, stage.name);
    this.chip.update(stage.state);
    setText(this.steps, text);
    setText(this.left, left);
    this.bar.update({
      done: stage.step,
      total: stage.totalSteps,
      live: stage.state === 'running',
      text: [text, left].filter(Boolean).join(', '),
      tone: stateLook(stage.state).tone,
    });
  }
}

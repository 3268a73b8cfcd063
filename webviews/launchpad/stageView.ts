import type { StageCard } from '../../protocol/webview/launchpad';
import { h, meta, setAttribute, setText } from '../shared/dom';
import { formatAge, formatDuration, formatLeft } from '../shared/format';
import { icon, type IconName } from '../shared/icons';
import type { View } from '../shared/keyed';
import { ProgressBar, stepText } from '../shared/progress';
import { isLive, StateChip, stateLook } from '../shared/states';
import type { Post } from './pipelineView';

/** What a stage trains, in the recipe's words. */
const KIND = { sft: 'Cold start (SFT)', rl: 'Reinforcement learning' };

/** How long the newest run takes or took. `now` in epoch seconds. */
export function timing(card: Pick<StageCard, 'state' | 'startedAt' | 'endedAt'>, now: number): string {
  if (card.startedAt === null) return '';
  if (card.endedAt !== null) return `took ${formatDuration(card.endedAt - card.startedAt)}, ended ${formatAge(card.endedAt, now)}`;
  return isLive(card.state) ? `running for ${formatDuration(now - card.startedAt)}` : '';
}

/** One stage: what it is, how far it is, what it left behind, and what can be done with it. */
export class StageView implements View<StageCard> {
  private card: StageCard | null = null;
  private readonly name = h('h2', {});
  private readonly chip = new StateChip();
  private readonly kind = h('span', {});
  private readonly trainer = h('span', {});
  private readonly target = h('span', {});
  private readonly bar = new ProgressBar('Progress');
  private readonly steps = h('span', { class: 'tabular' });
  private readonly left = h('span', { class: 'tabular' });
  private readonly time = h('span', { class: 'tabular' });
  private readonly checkpoint = h('span', { class: 'checkpoint' });
  private readonly detail = h('p', { class: 'detail' });
  private readonly launch = this.button('launch', 'Launch', '', (card) => ({ type: 'launchStage', pipelineUri: card.pipelineUri, stage: card.name }));
  private readonly stop = this.button('stop', 'Stop', '', (card) => (card.runId === null ? null : { type: 'stop', runId: card.runId }));
  private readonly log = this.button('log', 'Log', 'plain', (card) => (card.runId === null ? null : { type: 'log', runId: card.runId, stage: card.name }));
  private readonly curves = this.button('curves', 'Curves', 'plain', (card) => (card.runId === null ? null : { type: 'dashboard', runId: card.runId }));
  private readonly config = this.button('config', 'Config', 'plain', (card) => ({ type: 'openConfig', pipelineUri: card.pipelineUri, stage: card.name }));
  readonly element: HTMLElement;

  constructor(private readonly post: Post) {
    const actions = h('div', { class: 'actions' }, this.launch, this.stop, h('span', { class: 'spring' }), this.log, this.curves, this.config);
    this.element = h(
      'li',
      { class: 'card' },
      h('header', {}, this.name, this.chip.element),
      meta(this.kind, this.trainer, this.target),
      this.bar.element,
      h('div', { class: 'row muted' }, this.steps, this.left),
      h('div', { class: 'row muted' }, this.time, this.checkpoint),
      this.detail,
      actions,
    );
  }

  update(card: StageCard): void {
    this.card = card;
    const live = isLive(card.state);
    const { tone } = stateLook(card.state);
    setAttribute(this.element, 'data-state', card.state);
    setText(this.name, card.name);
    this.chip.update(card.state);
    setText(this.kind, KIND[card.kind]);
    setText(this.trainer, card.trainer);
    setText(this.target, `on ${card.target}`);
    const text = stepText(card.step, card.totalSteps);
    const left = live ? formatLeft(card.secondsLeft) : '';
    setText(this.steps, card.runId === null && card.totalSteps !== null ? text.replace(/^step 0 of (.*)$/, '$1 steps planned') : text);
    setText(this.left, left);
    setAttribute(this.bar.element, 'aria-label', `Progress of ${card.name}`);
    this.bar.update({ done: card.step ?? 0, total: card.totalSteps, live: card.state === 'running', text: [text, left].filter(Boolean).join(', ') || 'not started', tone });
    this.checkpoint.hidden = card.lastCheckpoint === null;
    if (card.lastCheckpoint !== null) {
      this.checkpoint.replaceChildren(icon('checkpoint'), h('span', { class: 'sr-only' }, 'Last checkpoint: '), h('span', {}, card.lastCheckpoint));
      this.checkpoint.title = 'Last complete checkpoint';
    }
    setText(this.detail, card.detail ?? '');
    setAttribute(this.detail, 'data-tone', card.state === 'failed' || card.state === 'lost' ? tone : null);
    this.offer(card);
  }

  /** Called once a second while the page is visible. */
  tick(now: number): void {
    if (this.card) setText(this.time, timing(this.card, now));
  }

  /** Launch and Stop share a place; when the one with the focus goes, the other gets it. */
  private offer(card: StageCard): void {
    const focused = document.activeElement;
    const stopping = card.canStop || card.state === 'stopping';
    this.launch.hidden = stopping;
    this.stop.hidden = !stopping;
    this.launch.disabled = !card.canLaunch;
    this.stop.disabled = !card.canStop;
    if (focused === this.launch && stopping) this.stop.focus();
    if (focused === this.stop && !stopping) this.launch.focus();
    const never = card.runId === null;
    for (const button of [this.log, this.curves]) {
      button.disabled = never;
      setAttribute(button, 'title', never ? 'Nothing was launched yet' : null);
    }
    for (const [button, label] of [[this.launch, 'Launch'], [this.stop, 'Stop'], [this.log, 'Show the log of'], [this.curves, 'Show the curves of'], [this.config, 'Open the config of']] as const) {
      setAttribute(button, 'aria-label', `${label} ${card.name}`);
    }
  }

  private button(look: IconName, text: string, className: string, message: (card: StageCard) => Parameters<Post>[0] | null): HTMLButtonElement {
    const onclick = (): void => {
      const posted = this.card && message(this.card);
      if (posted) this.post(posted);
    };
    return h('button', { type: 'button', class: className || null, onclick }, icon(look), text);
  }
}

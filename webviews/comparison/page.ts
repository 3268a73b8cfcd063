import type { FromComparison, ToComparison } from '../../protocol/webview/comparison';
import { Announcer } from '../shared/announcer';
import { h, replace, setText } from '../shared/dom';
import { formatCount } from '../shared/format';
import type { Host } from '../shared/host';
import { notice } from '../shared/notice';
import { ProgressBar } from '../shared/progress';
import { configSection } from './configTable';
import { heading, verdict } from './heading';
import { WeightsTable } from './weightsTable';

/** The page: loading with progress, then the comparison, or why there is none. */
export class ComparisonPage {
  private readonly place = h('main', { class: 'page comparison', 'aria-label': 'Checkpoint comparison' });
  private readonly announcer = new Announcer(5000);
  private progress: ((done: number, total: number) => void) | null = null;

  constructor(private readonly host: Host<FromComparison>) {}

  start(body: HTMLElement): void {
    body.append(this.place, this.announcer.element);
    this.load('Opening the comparison…', null);
    this.host.post({ type: 'ready' });
  }

  receive(message: ToComparison): void {
    switch (message.type) {
      case 'loading':
        return this.load('Comparing two checkpoints', [message.titleA, message.titleB]);
      case 'progress':
        return this.progress?.(message.done, message.total);
      case 'result':
        return this.show(message);
      case 'error':
        return this.fail(message.message, message.hint);
    }
  }

  fail(message: string, hint: string | null): void {
    this.progress = null;
    const retry = h('button', { type: 'button', class: 'primary', onclick: () => this.host.post({ type: 'retry' }) }, 'Compare again');
    replace(this.place, notice({ icon: 'error', title: 'The checkpoints could not be compared', tone: 'bad' }, h('p', {}, message), hint === null ? null : h('p', { class: 'muted' }, hint), retry));
  }

  private load(title: string, sides: [string, string] | null): void {
    const bar = new ProgressBar('Comparing');
    const where = h('p', { class: 'muted tabular' }, sides ? 'Reading headers…' : '');
    const cancel = h('button', {
      type: 'button',
      hidden: sides === null,
      onclick: () => {
        cancel.disabled = true;
        cancel.textContent = 'Cancelling…';
        this.host.post({ type: 'cancel' });
      },
    }, 'Cancel');
    bar.update({ done: 0, total: null, live: true, text: title, tone: 'active' });
    replace(this.place, notice({ icon: 'diff', title }, sides ? h('p', {}, h('b', {}, 'A '), sides[0], h('br'), h('b', {}, 'B '), sides[1]) : null, bar.element, where, cancel));
    this.progress = (done, total) => {
      const text = `${formatCount(done)} of ${formatCount(total)} tensors`;
      bar.update({ done, total, live: true, text, tone: 'active' });
      setText(where, text);
    };
  }

  private show({ comparison, titleA, titleB }: Extract<ToComparison, { type: 'result' }>): void {
    this.progress = null;
    // The paths let the editor restore the panel after a reload.
    this.host.keep({ a: comparison.a.path, b: comparison.b.path });
    replace(
      this.place,
      heading(comparison, titleA, titleB),
      configSection(comparison, (label) => this.host.post({ type: 'openDiff', label })),
      new WeightsTable(comparison).element,
    );
    this.announcer.sayNow(`Comparison ready. ${verdict(comparison)}`);
  }
}

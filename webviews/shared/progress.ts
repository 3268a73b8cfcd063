import { h, setAttribute } from './dom';
import { formatCount } from './format';

export interface Progress {
  /** Null where the total is unknown: the bar then shows activity, not a share. */
  done: number;
  total: number | null;
  live: boolean;
  /** What a screen reader says, e.g. `step 34 of 60, about 2 min left`. */
  text: string;
  tone: string;
}

/** A progress bar whose width is set through the style object: a strict policy forbids style attributes in markup. */
export class ProgressBar {
  private readonly fill = h('div', { class: 'fill' });
  readonly element: HTMLElement;

  constructor(label: string) {
    this.element = h('div', { class: 'progress', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0 }, this.fill);
  }

  update({ done, total, live, text, tone }: Progress): void {
    const known = total !== null && total > 0;
    const share = known ? Math.min(1, Math.max(0, done / total)) : 0;
    this.fill.style.width = `${(share * 100).toFixed(2)}%`;
    setAttribute(this.element, 'data-tone', tone);
    setAttribute(this.element, 'data-unknown', live && (!known || done === 0));
    setAttribute(this.element, 'aria-valuemax', known ? total : null);
    setAttribute(this.element, 'aria-valuenow', known ? Math.min(done, total) : null);
    setAttribute(this.element, 'aria-valuetext', text);
  }
}

/** `step 34 of 60`, `step 34`, or an empty text before the first step of a run without a plan. */
export function stepText(step: number | null, total: number | null): string {
  if (step === null && total === null) return '';
  const done = formatCount(step ?? 0);
  return total === null ? `step ${done}` : `step ${done} of ${formatCount(total)}`;
}

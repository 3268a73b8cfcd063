import { h } from '../shared/dom';
import { formatCosine, formatShare, formatValue, UNKNOWN } from '../shared/format';
import type { TensorComparison } from '../../protocol/checkpoint';

type Numbers = Pick<TensorComparison, 'relativeL2' | 'cosine' | 'changedShare'>;

/** A number's cell; what was not computed is a dash that says so to screen readers. */
export function numberCell(value: number | null, format: (value: number) => string): HTMLElement {
  if (value === null) return h('td', { class: 'number muted', title: 'Not computed' }, h('span', { 'aria-hidden': 'true' }, UNKNOWN), h('span', { class: 'sr-only' }, 'not computed'));
  return h('td', { class: 'number' }, format(value));
}

/** Exactly 0 is a finding of its own: no bit of these weights moved. */
export const shareText = (share: number): string => (share === 0 ? '0 (bit-identical)' : formatShare(share));

export function statisticCells({ relativeL2, cosine, changedShare }: Numbers): HTMLElement[] {
  const share = numberCell(changedShare, shareText);
  share.classList.add('share');
  if (changedShare === 0) share.classList.add('identical');
  if (changedShare !== null) {
    const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${(changedShare * 100).toFixed(2)}%`;
    share.append(bar);
  }
  return [numberCell(relativeL2, (value) => formatValue(value, 3)), numberCell(cosine, formatCosine), share];
}

const STATUS_TONE: Record<TensorComparison['status'], string> = {
  same: 'neutral',
  changed: 'active',
  added: 'good',
  removed: 'bad',
  reshaped: 'warn',
  retyped: 'warn',
};

export const statusChip = (status: TensorComparison['status'], count?: number): HTMLElement =>
  h('span', { class: 'chip status', 'data-tone': STATUS_TONE[status] }, count === undefined ? status : `${count} ${status}`);

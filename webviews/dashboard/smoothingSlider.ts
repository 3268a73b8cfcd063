import { h } from '../shared/dom';

/** TensorBoard's default. */
export const DEFAULT_SMOOTHING = 0.6;

/** A slider from 0 (raw) to 0.99. */
export function smoothingSlider(value: number, onChange: (value: number) => void): HTMLElement {
  const shown = h('output', { class: 'tabular', for: 'smoothing' }, value.toFixed(2));
  const input = h('input', {
    type: 'range',
    id: 'smoothing',
    min: 0,
    max: 0.99,
    step: 0.01,
    value,
    'aria-describedby': 'smoothing-help',
    oninput: () => {
      shown.textContent = Number(input.value).toFixed(2);
      onChange(Number(input.value));
    },
  });
  const help = 'Debiased exponential moving average over every point, as in TensorBoard. The raw line stays visible behind it.';
  return h(
    'div',
    { class: 'smoothing', title: help },
    h('label', { for: 'smoothing' }, 'Smoothing'),
    input,
    shown,
    h('span', { class: 'sr-only', id: 'smoothing-help' }, help),
  );
}

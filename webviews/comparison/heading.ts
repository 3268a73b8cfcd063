import type { CheckpointRecord, Comparison } from '../../protocol/checkpoint';
import { breakable, h } from '../shared/dom';
import { formatCount, formatSize } from '../shared/format';
import { Banner } from '../shared/notice';

/** Which two checkpoints, how they were read, what came out in one line, and what could not be compared. */
export function heading(comparison: Comparison, titleA: string, titleB: string): HTMLElement {
  const notes = comparison.notes.map((note) => {
    const banner = new Banner();
    banner.update(note, { tone: 'warn' });
    return banner.element;
  });
  return h(
    'header',
    { class: 'page-head' },
    h('h1', {}, 'Checkpoint comparison'),
    h('div', { class: 'sides' }, side('A', titleA, comparison.a), side('B', titleB, comparison.b)),
    h('p', { class: 'verdict' }, verdict(comparison)),
    h('p', { class: 'muted' }, method(comparison)),
    ...notes,
  );
}

function side(letter: string, title: string, record: CheckpointRecord): HTMLElement {
  const incomplete = record.completeness !== 'complete';
  return h(
    'div',
    { class: 'side' },
    h('span', { class: 'letter', 'aria-hidden': 'true' }, letter),
    h(
      'div',
      {},
      h('h2', {}, h('span', { class: 'sr-only' }, `${letter}: `), title),
      h('p', { class: 'muted' }, [record.stage, record.step === null ? null : `step ${formatCount(record.step)}`, formatSize(record.size)].filter((fact) => fact !== null).join(' · ')),
      h('p', { class: 'muted path' }, breakable(record.path)),
      incomplete ? h('p', { class: 'incomplete' }, record.problem ?? (record.completeness === 'writing' ? 'Still being written.' : 'Its header cannot be read.')) : null,
    ),
  );
}

/** `264 of 434 tensors changed. Bit-identical: vision tower, projector.` */
export function verdict({ tensors, modules }: Pick<Comparison, 'tensors' | 'modules'>): string {
  if (tensors.length === 0) return 'No tensors were compared.';
  const counts = new Map<string, number>();
  for (const { status } of tensors) counts.set(status, (counts.get(status) ?? 0) + 1);
  const changed = counts.get('changed') ?? 0;
  if (counts.get('same') === tensors.length) return tensors.length === 1 ? 'The one tensor is bit-identical.' : `All ${formatCount(tensors.length)} tensors are bit-identical.`;
  const others = ['added', 'removed', 'reshaped', 'retyped'].flatMap((status) => (counts.has(status) ? [`${formatCount(counts.get(status) ?? 0)} ${status}`] : []));
  const moved = new Set(tensors.filter(({ status }) => status !== 'same').map(({ module }) => module));
  const identical = modules.filter(({ module }) => !moved.has(module)).map(({ module }) => module);
  const listed = identical.length > 4 ? `${identical.slice(0, 4).join(', ')} and ${identical.length - 4} more` : identical.join(', ');
  return `${formatCount(changed)} of ${formatCount(tensors.length)} tensors changed${others.length > 0 ? `, ${others.join(', ')}` : ''}.${identical.length > 0 ? ` Bit-identical: ${listed}.` : ''}`;
}

const method = ({ method }: Comparison): string =>
  method === 'numpy'
    ? 'Every element was read, with numpy beside the files; sums are in 64-bit floats.'
    : 'Headers and bytes only: no numpy was found beside the files, so how far the weights moved is unknown.';

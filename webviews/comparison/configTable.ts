import type { Comparison, ConfigChange } from '../../protocol/checkpoint';
import { breakable, h } from '../shared/dom';
import { formatCounted } from '../shared/format';
import { icon } from '../shared/icons';
import { configGroups, oneSided, valueText, type ConfigGroup } from './configGroups';

/** Changed config values by file, each with a way into the native diff editor. */
export function configSection(comparison: Comparison, openDiff: (label: string) => void): HTMLElement {
  const groups = configGroups(comparison);
  const equal = comparison.configFiles.filter(({ changed, label }) => !changed && !groups.some((group) => group.label === label));
  const count = comparison.configChanges.length;
  const files = groups.length;
  return h(
    'section',
    { 'aria-label': 'Config' },
    h('header', { class: 'section-head' }, h('h2', {}, 'Config'), h('span', { class: 'muted' }, files === 0 ? 'no value changed' : `${formatCounted(count, 'changed value')} in ${formatCounted(files, 'file')}`)),
    files === 0
      ? null
      : h(
          'div',
          { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of changed config values' },
          h(
            'table',
            { class: 'config' },
            h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Value'), h('th', { scope: 'col' }, 'A'), h('th', { scope: 'col' }, 'B'))),
            ...groups.map((group) => fileRows(group, openDiff)),
          ),
        ),
    equal.length > 0 ? h('p', { class: 'muted remark' }, `Equal: ${equal.map(({ label }) => label).join(', ')}`) : null,
  );
}

function fileRows(group: ConfigGroup, openDiff: (label: string) => void): HTMLElement {
  const { label, changes, file } = group;
  const missing = oneSided(file);
  const button = h('button', { type: 'button', class: 'small', 'aria-label': `Open diff of ${label}`, onclick: () => openDiff(label) }, icon('diff'), 'Open diff');
  return h(
    'tbody',
    {},
    h('tr', { class: 'file' }, h('th', { scope: 'rowgroup', colspan: 3 }, h('div', {}, h('span', {}, label), missing === null ? button : h('span', { class: 'chip status', 'data-tone': 'neutral' }, missing)))),
    ...changes.map(changeRow),
    changes.length === 0 && missing === null ? h('tr', {}, h('td', { colspan: 3, class: 'muted' }, 'The file differs, but none of its values does.')) : null,
  );
}

function changeRow({ path, a, b }: ConfigChange): HTMLElement {
  const cell = (value: string | null): HTMLElement => h('td', { class: value === null ? 'value muted' : 'value' }, valueText(value));
  return h('tr', {}, h('th', { scope: 'row', class: 'value' }, breakable(path)), cell(a), cell(b));
}

import type { DashboardStage } from '../../protocol/webview/dashboard';
import { h, setAttribute } from '../shared/dom';
import { icon } from '../shared/icons';
import { matchTags, type TagMatch } from './tagMatch';
import type { Choice } from './specs';

const LIMIT = 100;

/**
 * Finds any tag of any stage: a combobox whose list box opens below. Arrow keys move, Enter adds or removes a chart,
 * Escape closes. The list stays open, so several charts are picked in one go.
 */
export class TagSearch {
  private readonly input = h('input', {
    type: 'text',
    role: 'combobox',
    placeholder: 'Add a chart: search tags',
    'aria-label': 'Search tags to add as charts',
    'aria-expanded': 'false',
    'aria-controls': 'tag-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  private readonly list = h('ul', { id: 'tag-list', role: 'listbox', 'aria-label': 'Tags', 'aria-multiselectable': 'true', hidden: true });
  readonly element = h('div', { class: 'tag-search' }, icon('search'), this.input, this.list);
  private stages: DashboardStage[] = [];
  private chosen: Choice[] = [];
  private matches: TagMatch[] = [];
  private active = 0;

  constructor(private readonly toggle: (choice: Choice) => void) {
    this.input.addEventListener('input', () => this.open(0));
    this.input.addEventListener('focus', () => this.open(0));
    this.input.addEventListener('blur', () => this.close());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    // A press inside the list must not take the focus from the input, whose loss closes the list.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (option) this.pick(Number(option.id.replace('tag-', '')));
    });
  }

  update(stages: DashboardStage[], chosen: Choice[]): void {
    this.stages = stages;
    this.chosen = chosen;
    if (!this.list.hidden) this.open(this.active);
  }

  private open(active: number): void {
    this.matches = matchTags(this.stages, this.input.value);
    this.active = Math.min(active, Math.max(0, Math.min(this.matches.length, LIMIT) - 1));
    this.list.hidden = false;
    setAttribute(this.input, 'aria-expanded', 'true');
    const known = this.stages.some(({ tags }) => tags.length > 0);
    const more = this.matches.length - LIMIT;
    this.list.replaceChildren(
      ...this.matches.slice(0, LIMIT).map((match, i) => this.option(match, i)),
      ...(this.matches.length === 0 ? [h('li', { class: 'hint', role: 'presentation' }, known ? 'No tag matches.' : 'No tag has been written yet.')] : []),
      ...(more > 0 ? [h('li', { class: 'hint', role: 'presentation' }, `${more} more: type to narrow the list.`)] : []),
    );
    this.markActive();
  }

  private option({ stage, tag }: TagMatch, i: number): HTMLElement {
    const selected = this.chosen.some((choice) => choice.stage === stage && choice.tag === tag);
    return h(
      'li',
      { role: 'option', id: `tag-${i}`, 'aria-selected': selected ? 'true' : 'false' },
      icon(selected ? 'check' : 'none'),
      h('span', { class: 'option-tag' }, tag),
      h('span', { class: 'option-stage' }, stage),
    );
  }

  private markActive(): void {
    setAttribute(this.input, 'aria-activedescendant', this.matches.length > 0 ? `tag-${this.active}` : null);
    [...this.list.children].forEach((option, i) => setAttribute(option, 'data-active', i === this.active && this.matches.length > 0));
    this.list.children[this.active]?.scrollIntoView({ block: 'nearest' });
  }

  private close(): void {
    this.list.hidden = true;
    setAttribute(this.input, 'aria-expanded', 'false');
    setAttribute(this.input, 'aria-activedescendant', null);
  }

  private pick(index: number): void {
    const match = this.matches[index];
    if (match) this.toggle({ stage: match.stage, tag: match.tag });
  }

  private onKey(event: KeyboardEvent): void {
    const count = Math.min(this.matches.length, LIMIT);
    if (event.key === 'Escape') {
      if (this.list.hidden) this.input.value = '';
      this.close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.list.hidden) this.open(0);
      else if (count > 0) {
        this.active = (this.active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
        this.markActive();
      }
    } else if (event.key === 'Enter' && !this.list.hidden) {
      event.preventDefault();
      this.pick(this.active);
    }
  }
}

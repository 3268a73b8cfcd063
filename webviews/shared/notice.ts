import { h, type Child } from './dom';
import { icon, type IconName } from './icons';

/** What a page shows instead of content: empty, loading, failed. */
export function notice(look: { icon: IconName; title: string; tone?: 'bad' | 'busy' }, ...children: Child[]): HTMLElement {
  return h(
    'div',
    { class: 'notice', 'data-tone': look.tone, role: look.tone === 'bad' ? 'alert' : 'status' },
    icon(look.icon),
    h('h2', {}, look.title),
    ...children,
  );
}

/** A line above content that stays on screen: something is wrong, or limited. */
export class Banner {
  readonly element = h('div', { class: 'banner', role: 'status', hidden: true });
  private shown: string | null = null;

  update(text: string | null, options: { tone: 'warn' | 'bad' | 'info'; hint?: string | null } = { tone: 'warn' }): void {
    const key = text === null ? null : JSON.stringify([text, options]);
    if (key === this.shown) return;
    this.shown = key;
    this.element.hidden = text === null;
    this.element.dataset['tone'] = options.tone;
    const look: IconName = options.tone === 'info' ? 'info' : options.tone === 'bad' ? 'error' : 'warning';
    this.element.replaceChildren(
      icon(look),
      h('div', {}, h('span', {}, text ?? ''), options.hint ? h('span', { class: 'hint' }, ` ${options.hint}`) : null),
    );
  }
}

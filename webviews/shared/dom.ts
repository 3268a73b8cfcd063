/**
 * Builds elements. Text only ever becomes text nodes, and there is no way to pass HTML or a style attribute, so untrusted
 * names and values stay text and the page runs under a strict content security policy.
 */
export type Child = Node | string | number | null | undefined | false;
type Listener = (event: Event) => void;
/** Attributes by name; `class` and `aria-*` included. `true` sets an empty attribute; false, null and undefined set none. */
export type Attributes = Record<string, string | number | boolean | null | undefined | Listener>;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else setAttribute(element, name, value);
  }
  append(element, children);
  return element;
}

/** Sets or removes, and touches the document only when something changes. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | null | undefined): void {
  if (value === false || value == null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Replaces the text, leaving an equal one alone so that screen readers and selections are not disturbed. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** Short facts in a row, parted by dots; empty ones take no room. */
export const meta = (...facts: HTMLElement[]): HTMLElement => h('div', { class: 'meta' }, h('div', {}, ...facts));

/** A name that may break behind its dots, slashes and underscores instead of anywhere. */
export const breakable = (name: string): HTMLElement =>
  h('span', { class: 'breakable' }, ...name.split(/(?<=[._/])/).flatMap((part, i) => (i === 0 ? [part] : [document.createElement('wbr'), part])));

const SVG = 'http://www.w3.org/2000/svg';

/** A 16x16 drawing in the text's colour, hidden from screen readers: words beside it say the same. */
export function svg(paths: { d: string; fill?: boolean }[], className = 'icon'): SVGSVGElement {
  const root = document.createElementNS(SVG, 'svg');
  root.setAttribute('viewBox', '0 0 16 16');
  root.setAttribute('class', className);
  root.setAttribute('aria-hidden', 'true');
  for (const { d, fill } of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    path.setAttribute('class', fill ? 'fill' : 'stroke');
    root.appendChild(path);
  }
  return root;
}

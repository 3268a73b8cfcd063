/** What the module's text outside the config class says about its fields. */
import type { MapNode } from '../../syntax/tree';

export interface Outside {
  /** Set after the class is made: by attribute, by `setattr`, or as an argument of the class. */
  changed: ReadonlySet<string>;
  /** `setattr` with a name that is computed: any field may be set. */
  anything: boolean;
  /** Read or set as `cfg.NAME`. */
  mentioned: ReadonlySet<string>;
}

const SET = /\.[ \t]*([A-Za-z_]\w*)[ \t]*(?:[-+*/%|&]|\/\/|\*\*)?=(?!=)/g;
const SETATTR = /\bsetattr\(\s*[\w.]+\s*,\s*(?:(["'])(\w+)\1)?/g;
const MENTION = /\b(?:cfg|config|args)[ \t]*\.[ \t]*([A-Za-z_]\w*)/g;
const GETATTR = /\bgetattr\(\s*[\w.]*(?:cfg|config|args)\s*,\s*["'](\w+)["']/g;

export function outsideOf(text: string, className: string): Outside {
  const changed = new Set<string>();
  let anything = false;
  for (const match of text.matchAll(SET)) changed.add(match[1] ?? '');
  for (const match of text.matchAll(SETATTR)) {
    if (match[2] === undefined) anything = true;
    else changed.add(match[2]);
  }
  for (const match of text.matchAll(new RegExp(`\\b${className}\\(([^()]*)\\)`, 'g'))) {
    if (/\*\*/.test(match[1] ?? '')) anything = true;
    for (const keyword of (match[1] ?? '').matchAll(/(\w+)\s*=(?!=)/g)) changed.add(keyword[1] ?? '');
  }
  const mentioned = new Set([...text.matchAll(MENTION), ...text.matchAll(GETATTR)].map((match) => match[1] ?? ''));
  return { changed, anything, mentioned };
}

/** Values that something else may replace are not certain. */
export function loosened(root: MapNode, { changed, anything }: Outside): MapNode {
  if (!anything && changed.size === 0) return root;
  const entries = root.entries.map((entry) => (anything || changed.has(entry.key) ? { ...entry, value: { ...entry.value, certain: false } } : entry));
  return { ...root, entries };
}

/** What Hydra 1.3.8 makes of 200 overrides (`OverridesParser.parse_override`), and what we do. */
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { decode } from '../../../protocol/decode';
import type { ConfigNode } from '../tree';
import cases from './cases.json';
import { readHydraOverrides } from './read';

const Case = v.object({
  in: v.string(),
  error: v.optional(v.literal(true)),
  mark: v.optional(v.string(), ''),
  key: v.optional(v.string(), ''),
  /** `['int', '1']`, `['q', 'quoted text']`, `['list', [...]]`; null where a deletion names no value. */
  value: v.optional(v.unknown()),
  sweep: v.optional(v.boolean(), false),
});

function described(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'null':
      return ['null'];
    case 'list':
      return ['list', node.items.map(described)];
    case 'map':
      return ['dict', node.entries.filter((entry) => !entry.overridden).map((entry) => [entry.key, described(entry.value)])];
    case 'str':
      return [node.quoted ? 'q' : 'str', node.value];
    default:
      return [node.kind, node.value];
  }
}

/** Hydra's value in the same words: keys of a mapping as text, numbers as numbers. */
function expected(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [kind, content] = value as [string, unknown];
  if (kind === 'null') return ['null'];
  if (kind === 'list' && Array.isArray(content)) return ['list', content.map(expected)];
  if (kind === 'dict' && Array.isArray(content)) return ['dict', content.map((pair: unknown) => (Array.isArray(pair) ? [String((pair[0] as unknown[])[1]), expected(pair[1])] : pair))];
  if (kind === 'int' || kind === 'float') return [kind, Number(String(content).replace('inf', 'Infinity').replace('nan', 'NaN'))];
  return value;
}

const read = (text: string) => {
  const range = { start: 0, end: text.length };
  return readHydraOverrides([{ range, text, pieces: [{ text, range, via: [] }], via: [], maybe: false }], range);
};

test('every override means what it means to Hydra', () => {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const each of decode(v.array(Case), cases, 'cases.json')) {
    const { root, problems } = read(each.in);
    if (each.error || each.sweep) {
      let deepest: ConfigNode = root;
      while (deepest.kind === 'map' && deepest.entries[0]) deepest = deepest.entries[0].value;
      // A sweep by function, such as range(1,5), is only not known.
      if (problems.length === 0 && (each.error || deepest.certain)) wrong.push(each);
      continue;
    }
    const path = /[@/]/.test(each.key) ? [each.key] : each.key.split('.');
    let node: ConfigNode | undefined = root;
    let mark: string | undefined;
    for (const name of path) {
      const entry: { value: ConfigNode; mark?: string } | undefined = node?.kind === 'map' ? node.entries.find((one) => one.key === name) : undefined;
      node = entry?.value;
      mark = entry?.mark;
    }
    if (problems.length > 0 || !node || (mark ?? '') !== each.mark) wrong.push({ ...each, problems });
    else if (node.certain && each.value !== null) {
      compared++;
      if (JSON.stringify(described(node)) !== JSON.stringify(expected(each.value))) wrong.push({ ...each, ours: described(node) });
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(100);
});

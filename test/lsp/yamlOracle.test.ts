// PyYAML itself reads what random edits leave of real texts: ours accepts what it accepts, refuses what it refuses, and
// reads the same values.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { Random, randomEdit } from '../../config/syntax/testing/randomEdits';
import { type ConfigNode, isScalar } from '../../config/syntax/tree';
import { parseYaml } from '../../config/syntax/yaml/parse';
import { decodeJson } from '../../protocol/decode';
import { SEEDS } from '../fuzz/corpus';
import { productVenv } from '../support/venv';

const TEXTS = 3000;
const Answers = v.array(v.nullable(v.union([v.object({ value: v.unknown() }), v.object({ endless: v.literal(true) })])));

const STYLES = [
  'a: |\n  one\n\n  two\nb: >-\n  folded\n   more\n  text\n\nc: "one\n  two\\\n  three"\nd: \'it\'\'s\'\n',
  '- a\n- b: 1\n  c: [x,\n y]\n- - nested\n  - list\n',
  '? odd\n: key\nkey with spaces: 1\n"quoted": 2\nplain: one\n  two # three\n',
  '---\na: !!str 1\nb: !!int "3"\nc: &x { d: 1 }\ne: { <<: *x, f: .5 }\ng: 2026-01-02\n...\n',
];

/** A node as yamlOracle.py writes a value. */
function plain(node: ConfigNode | null): unknown {
  if (!node) return null;
  if (node.kind === 'list') return { items: node.items.map(plain) };
  if (!isScalar(node)) {
    const found = new Map<string, [string | null, unknown]>();
    // PyYAML puts merged pairs first; a repeated key keeps its first place.
    for (const entry of [...node.entries.filter(({ merged }) => merged), ...node.entries.filter(({ merged }) => !merged)]) {
      const identity = JSON.stringify([entry.textKey, entry.key]);
      if (!entry.overridden || !found.has(identity)) found.set(identity, [entry.textKey ? entry.key : null, plain(entry.value)]);
    }
    return { pairs: [...found.values()] };
  }
  if (node.kind === 'date' || node.kind === 'binary') return { other: true };
  if (typeof node.value === 'number' && !Number.isFinite(node.value)) return { float: String(node.value) };
  return typeof node.value === 'number' && Math.abs(node.value) >= 2 ** 53 && node.kind === 'int' ? { other: true } : node.value;
}

it('reads what PyYAML reads, and nothing else', () => {
  const random = new Random(7);
  const sources = [...Object.entries(SEEDS).filter(([name]) => name.endsWith('.yaml')).map(([, text]) => text), ...STYLES];
  const texts = Array.from({ length: TEXTS }, () => {
    let text = random.pick(sources);
    for (let edits = random.next(4); edits > 0; edits--) text = randomEdit(text, random);
    // A file holds no half characters.
    return text.replace(/\p{Surrogate}/gu, '\ufffd');
  });
  const { stdout, stderr, status } = spawnSync(`${productVenv()}/bin/python`, [`${import.meta.dirname}/yamlOracle.py`], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(status, stderr).toBe(0);
  const answers = decodeJson(Answers, stdout, 'yamlOracle.py');
  const verdicts = { accepted: 0, refused: 0 };
  const wrong: unknown[] = [];
  for (const [i, answer] of answers.entries()) {
    const text = texts[i] ?? '';
    const { root, problems } = parseYaml(text);
    if (answer === null) {
      verdicts.refused++;
      if (problems.length === 0) wrong.push({ text, missed: true });
    } else if ('value' in answer) {
      verdicts.accepted++;
      if (problems.length > 0) wrong.push({ text, problems });
      else if (JSON.stringify(plain(root)) !== JSON.stringify(answer.value)) wrong.push({ text, ours: plain(root), theirs: answer.value });
    }
  }
  expect(wrong).toEqual([]);
  expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(500);
}, 120_000);

// Reading with an earlier parse at hand gives what reading afresh gives, and touches only what was edited.
import { expect, it } from 'vitest';
import { Random, randomEdit } from '../testing/randomEdits';
import { entryOf, type MapNode } from '../tree';
import { parseYaml, type ParsedYaml } from './parse';

const TEXTS = [
  '# trl: sft\nmodel_name_or_path: org/model\ndataset_name: d\nseed: 7 # why\n\nlearning_rate: 1.0e-5\nreport_to: [tensorboard, wandb]\nenv:\n  A: 1\n  B: "two"\n\noutput_dir: out\n',
  'version: 1\ntargets:\n  here: { kind: local }\n  box:\n    kind: ssh\n    host: gpu\nstages:\n  cold-start:\n    trainer: trl-sft\n    config: a.yaml\n    target: here\n  rl:\n    trainer: trl-grpo\n    phases:\n      - until: 30\n        set: { max_completion_length: 64 }\n      - set: { max_completion_length: 128 }\n',
  'datasets:\n- path: a\n  split: train\n- path: b\n  text: |\n    one\n\n    two\n- - nested\n  - list\nlast: "a\n  b"\nplain: one\n  two\n',
  'base: &base\n  x: 1\nother:\n  <<: *base\n  y: 2\nlist: [\n*base,\n]\n? odd\n: key\n',
  '---\r\na: 1\r\nb:\r\n  - 2\r\n  - 3\r\n...\r\n',
];

/** Everything about a parse: nodes with their ranges, problems, and the blocks it keeps. */
const seen = ({ root, problems, memory }: ParsedYaml): string => JSON.stringify({ root, problems, region: memory.pyyaml?.region ?? null });

it('gives the same after every one of 2,000 random edits, with ranges and problems', () => {
  const random = new Random(3);
  let reused = 0;
  for (let run = 0; run < 100; run++) {
    let text = random.pick(TEXTS);
    let parsed = parseYaml(text);
    for (let step = 0; step < 20; step++) {
      const before = text;
      text = randomEdit(text, random);
      if (parsed.memory.pyyaml) reused++;
      parsed = parseYaml(text, { previous: parsed });
      expect(seen(parsed), JSON.stringify({ before, text })).toBe(seen(parseYaml(text)));
    }
  }
  expect(reused).toBeGreaterThan(500);
});

it('keeps the nodes of what was not edited, moved to where they stand now', () => {
  const before = 'a: 1\nstages:\n  one: { x: 1 }\n  two: { x: 2 }\nz: 9\n';
  const after = before.replace('x: 1 ', 'x: 100 ');
  const first = parseYaml(before);
  const stage = (parsed: ParsedYaml, name: string) => entryOf(entryOf(parsed.root as MapNode, 'stages')?.value as MapNode, name)?.value;
  const two = stage(first, 'two');
  const second = parseYaml(after, { previous: first });
  expect(stage(second, 'two')).toBe(two);
  expect(two && after.slice(two.range.start, two.range.end)).toBe('{ x: 2 }');
  expect(stage(second, 'one')).toMatchObject({ entries: [{ value: { value: 100 } }] });
});

it('works from the newest parse, whichever is handed over, and from one per loader', () => {
  const first = parseYaml('a: 1\nb: 2e5\n');
  parseYaml('a: 1\nb: 3e5\n', { previous: first });
  const omegaconf = parseYaml('a: 1\nb: 3e5\n', { previous: first, loader: 'omegaconf' });
  expect(entryOf(omegaconf.root as MapNode, 'b')?.value).toMatchObject({ kind: 'float', value: 3e5 });
  expect(seen(parseYaml('a: 1\nb: 4e5\n', { previous: omegaconf }))).toBe(seen(parseYaml('a: 1\nb: 4e5\n')));
});

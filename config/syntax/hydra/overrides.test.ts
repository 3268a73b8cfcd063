import { expect, test } from 'vitest';
import { parseShell } from '../shell/script';
import { type ConfigNode, effectiveEntries, isScalar, type MapEntry, type MapNode, valueOf } from '../tree';
import { readDotlist } from './dotlist';
import { readHydraOverrides } from './read';

const wordsOf = (script: string) => parseShell(script).commands.at(-1)?.words.slice(1) ?? [];
const hydra = (script: string) => readHydraOverrides(wordsOf(script), { start: 0, end: script.length });
const dotlist = (script: string) => readDotlist(wordsOf(script), { start: 0, end: script.length });

function at(root: MapNode, path: string): ConfigNode {
  let node: ConfigNode = root;
  for (const key of path.split('.')) {
    const entry: MapEntry | undefined = node.kind === 'map' ? effectiveEntries(node).find((each) => each.key === key) : undefined;
    if (!entry) throw new Error(`no ${path}`);
    node = entry.value;
  }
  return node;
}

test('dotted overrides become nested mappings', () => {
  const { root } = hydra('run data.train_batch_size=1024 data.truncation=error actor.optim.lr=1e-6');
  expect(valueOf(root)).toEqual({ data: { train_batch_size: 1024, truncation: 'error' }, actor: { optim: { lr: 1e-6 } } });
});

test('each segment of a key has its place in the script', () => {
  const script = 'run actor.optim.lr=1e-6';
  const actor = hydra(script).root.entries[0];
  const optim = actor?.value.kind === 'map' ? actor.value.entries[0] : undefined;
  expect(script.slice(actor?.keyRange.start, actor?.keyRange.end)).toBe('actor');
  expect(script.slice(optim?.keyRange.start, optim?.keyRange.end)).toBe('optim');
});

test('of the same key the last one counts, and the first one knows', () => {
  const { root } = hydra('run a.b=1 a.c=2 a.b=3');
  expect(valueOf(root)).toEqual({ a: { b: 3, c: 2 } });
  const a = root.entries[0]?.value;
  expect(a?.kind === 'map' ? a.entries.map((entry) => [entry.key, entry.overridden]) : null).toEqual([['b', true], ['c', false], ['b', false]]);
});

test('a mapping as value is merged into the overrides of the same section', () => {
  expect(valueOf(hydra("run a.b=1 'a={c:2,b:3}' a.d=4").root)).toEqual({ a: { b: 3, c: 2, d: 4 } });
});

test('marks stand at the leaf', () => {
  const { root } = hydra('run +a.b=1 ++c=2 ~d');
  expect(root.entries.map((entry) => entry.mark)).toEqual([undefined, '++', '~']);
  const a = root.entries[0]?.value;
  expect(a?.kind === 'map' ? a.entries[0]?.mark : null).toBe('+');
});

test('a value that came through a variable stands at the use and shows the way', () => {
  const script = 'LR=1e-6\nlr=${ACTOR_LR:-$LR}\nrun actor.lr=$lr';
  const node = at(hydra(script).root, 'actor.lr');
  expect(isScalar(node) && node.value).toBe(1e-6);
  expect(script.slice(node.range.start, node.range.end)).toBe('$lr');
  expect(node.via?.map(({ name, text }) => `${name} ${text}`)).toEqual(['$lr 1e-6', '${ACTOR_LR:-$LR} 1e-6', '$LR 1e-6', '1e-6 1e-6']);
});

test('the key stays known where the value is not', () => {
  const { root, problems, open } = hydra('run trainer.nnodes=$SLURM_NNODES data.files="$HOME/a.parquet"');
  expect(at(root, 'trainer.nnodes').certain).toBe(false);
  expect(at(root, 'data.files').certain).toBe(false);
  expect([problems, open]).toEqual([[], false]);
});

test('a key that is not known leaves the rest open', () => {
  expect(hydra('run $SECTION.lr=1 b=2').open).toBe(true);
});

test('what Hydra cannot read is named with its place', () => {
  const script = "run a.b='x;y' c=1,2 d";
  const found = hydra(script).problems.map(({ range, message }) => `${script.slice(range.start, range.end)} | ${message.split(/[.:]/)[0]}`);
  expect(found).toEqual([
    '; | Hydra cannot read this value at ";"',
    '1,2 | Several values with commas between them are a sweep, which Hydra refuses without --multirun',
    'd | Hydra takes this for an override, and an override is key=value',
  ]);
});

test('a dotlist value is YAML as OmegaConf loads it', () => {
  const { root } = dotlist("run a.lr=1e-5 a.on=on a.none=null a.list='[1, x]' a.map='{k: 1.5}' a.text=x=y a.bare");
  expect(valueOf(root)).toEqual({ a: { lr: 1e-5, on: true, none: null, list: [1, 'x'], map: { k: 1.5 }, text: 'x=y', bare: null } });
});

test('a dotlist value has its place in the script', () => {
  const script = "run a='[10, 20]'";
  const node = at(dotlist(script).root, 'a');
  expect(node.kind === 'list' ? node.items.map(({ range }) => script.slice(range.start, range.end)) : null).toEqual(['10', '20']);
});

test('an interpolation is filled in later and not known here', () => {
  expect(at(hydra("run a='${data.x}'").root, 'a').certain).toBe(false);
  expect(at(dotlist("run a='${data.x}'").root, 'a').certain).toBe(false);
});

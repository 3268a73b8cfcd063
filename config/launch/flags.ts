/** `--key value` words as argparse groups them; what a value means is left to the framework. */
import { doubtful, OverrideTree } from '../syntax/hydra/overrides';
import { scalar, uncertain } from '../syntax/hydra/value';
import { Located } from '../syntax/shell/locate';
import type { ShellWord } from '../syntax/shell/types';
import type { ConfigNode, MapNode, Range, ScalarNode } from '../syntax/tree';

export interface ReadFlags {
  /** Dotted names are nested. Names stand as written, without the dashes in front. */
  root: MapNode;
  /** Words in front of the first flag. */
  positional: readonly ShellWord[];
  /** A word that is not known may be a flag. */
  open: boolean;
}

/** Argparse takes these for values, as no flag of a trainer looks like a number. */
const NEGATIVE = /^-(?:\d|\.\d)/;

const isFlag = ({ text, pieces }: ShellWord): boolean => {
  const start = text ?? pieces[0]?.text ?? '';
  return start.length > 1 && start.startsWith('-') && !NEGATIVE.test(start) && !/\s/.test(start);
};

export function readFlags(words: readonly ShellWord[], range: Range): ReadFlags {
  const tree = new OverrideTree(range);
  let open = false;
  const first = words.findIndex(isFlag);
  const positional = first < 0 ? words : words.slice(0, first);
  for (let at = positional.length; at < words.length; ) {
    const flag = words[at++];
    if (!flag) break;
    let stop = at;
    while (stop < words.length && !isFlag(words[stop] as ShellWord)) stop++;
    const values = words.slice(at, stop);
    at = stop;
    const located = new Located(flag);
    const { text } = located;
    const equal = text.indexOf('=');
    if (equal < 0 && !located.complete) {
      open = true;
      continue;
    }
    const dashes = /^-+/.exec(text)?.[0].length ?? 0;
    const end = equal < 0 ? text.length : equal;
    const place = { name: text.slice(dashes, end), range: located.place(dashes, end).range };
    const path = dotted(place.name, dashes, located);
    let value: ConfigNode;
    if (equal < 0) value = valuesOf(values, flag);
    else if (located.complete) value = scalar('str', text.slice(equal + 1), text.slice(equal + 1), false, located.place(equal + 1, text.length));
    else value = uncertain(text.slice(equal + 1), located.rest(equal + 1));
    tree.set(path, flag.maybe || values.some(({ maybe }) => maybe) ? doubtful(value) : value);
  }
  return { root: tree.root, positional, open };
}

/** `actor.num_nodes` is a path; a file name or a number in a flag is none. */
function dotted(name: string, from: number, located: Located): { name: string; range: Range }[] {
  let at = from;
  return name.split('.').map((part) => {
    const range = located.place(at, at + part.length).range;
    at += part.length + 1;
    return { name: part, range };
  });
}

/** No value is a switch that is on, told by its empty source; several are a list. */
function valuesOf(words: readonly ShellWord[], flag: ShellWord): ConfigNode {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return scalar('bool', true, '', false, { range: flag.range, via: [] });
  if (words.length === 1) return textNode(first);
  const range = { start: first.range.start, end: last.range.end };
  return { kind: 'list', items: words.map(textNode), flow: false, certain: words.every(({ text }) => text !== null), range };
}

/** A word as a text value. */
export function textNode(word: ShellWord): ScalarNode {
  const where = { range: word.range, via: word.via };
  const known = word.text ?? '';
  return word.text === null || word.maybe ? uncertain(known, where) : scalar('str', known, known, false, where);
}

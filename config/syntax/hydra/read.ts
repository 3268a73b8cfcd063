/** Words of a command line to a tree of overrides, as Hydra reads them. */
import { Located } from '../shell/locate';
import type { ShellWord } from '../shell/types';
import type { MapNode, Range } from '../tree';
import { parseKey } from './key';
import { doubtful, OverrideTree } from './overrides';
import { MAX_WORD, type OverrideProblem, parseValue, scalar, uncertain } from './value';

export interface ReadOverrides {
  root: MapNode;
  /** What the framework's own parser refuses. */
  problems: OverrideProblem[];
  /** A word's key is not known: what is missing may be that. */
  open: boolean;
}

export function readHydraOverrides(words: readonly ShellWord[], range: Range): ReadOverrides {
  const tree = new OverrideTree(range);
  const problems: OverrideProblem[] = [];
  let open = false;
  for (const word of words) {
    const located = new Located(word);
    const locate = located.place.bind(located);
    const key = parseKey(located.text, located.complete, locate);
    if (!key) {
      if (!located.complete) open = true;
      else if (!word.maybe) problems.push({ range: word.range, message: 'Hydra takes this for an override, and an override is key=value.' });
      continue;
    }
    const mark = key.mark ?? undefined;
    if (key.value === null) tree.set(key.path, { ...scalar('null', null, '', false, { range: key.range, via: [] }), certain: !word.maybe }, mark);
    else if (!located.complete || located.text.length > MAX_WORD) tree.set(key.path, uncertain(located.text.slice(key.value), located.rest(key.value)), mark);
    else {
      const { node, problem } = parseValue(located.text, key.value, locate);
      if (problem && !word.maybe) problems.push(problem);
      tree.set(key.path, word.maybe ? doubtful(node) : node, mark);
    }
  }
  return { root: tree.root, problems, open };
}

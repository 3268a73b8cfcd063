/** `key=value` words as `OmegaConf.from_cli` reads them: the key is split at dots, the value is YAML. */
import { Located, type Place } from '../shell/locate';
import type { ShellWord } from '../shell/types';
import type { ConfigNode, Range } from '../tree';
import { parseYaml } from '../yaml/parse';
import { segments } from './key';
import { doubtful, OverrideTree } from './overrides';
import type { ReadOverrides } from './read';
import { MAX_WORD, type OverrideProblem, scalar, uncertain } from './value';

type Locate = (from: number, to: number) => Place;

export function readDotlist(words: readonly ShellWord[], range: Range): ReadOverrides {
  const tree = new OverrideTree(range);
  const problems: OverrideProblem[] = [];
  let open = false;
  for (const word of words) {
    const located = new Located(word);
    const { text, complete } = located;
    const locate: Locate = located.place.bind(located);
    const equal = text.indexOf('=');
    if (equal < 0 && !complete) {
      open = true;
      continue;
    }
    const name = equal < 0 ? text : text.slice(0, equal);
    const path = segments(name, 0, locate);
    if (equal < 0) tree.set(path, { ...scalar('null', null, '', false, locate(0, text.length)), certain: !word.maybe });
    else if (!complete || text.length > MAX_WORD) tree.set(path, uncertain(text.slice(equal + 1), located.rest(equal + 1)));
    else {
      const value = yamlValue(text.slice(equal + 1), equal + 1, locate);
      for (const problem of word.maybe ? [] : value.problems) problems.push(problem);
      tree.set(path, word.maybe ? doubtful(value.node) : value.node);
    }
  }
  return { root: tree.root, problems, open };
}

function yamlValue(text: string, from: number, locate: Locate): { node: ConfigNode; problems: OverrideProblem[] } {
  const { root, problems } = parseYaml(text, { loader: 'omegaconf' });
  const at = ({ start, end }: Range): Place => locate(from + start, from + end);
  const mapped = problems.map(({ range, message }) => ({ range: at(range).range, message: `OmegaConf reads the value as YAML. ${message}` }));
  if (!root) return { node: scalar('null', null, text, false, at({ start: 0, end: text.length })), problems: mapped };
  return { node: moved(root, at), problems: mapped };
}

/** The node with its places in the script instead of in the value. An anchor's node stays shared. */
function moved(node: ConfigNode, at: (range: Range) => Place, seen = new Map<ConfigNode, ConfigNode>()): ConfigNode {
  const known = seen.get(node);
  if (known) return known;
  const { range, via } = at(node.range);
  const where = via.length > 0 ? { range, via } : { range };
  let result: ConfigNode;
  if (node.kind === 'list') result = { kind: 'list', items: node.items.map((item) => moved(item, at, seen)), flow: node.flow, certain: node.certain, ...where };
  else if (node.kind === 'map') {
    const entries = node.entries.map(({ key, textKey, keyRange, value, merged, overridden }) => ({ key, textKey, keyRange: at(keyRange).range, value: moved(value, at, seen), merged, overridden }));
    result = { kind: 'map', entries, flow: node.flow, certain: node.certain, ...where };
  } else result = { kind: node.kind, value: node.value, source: node.source, quoted: node.quoted, certain: isKnown(node), ...where };
  seen.set(node, result);
  return result;
}

/** `${a.b}` is filled in when the config is put together. */
const isKnown = (node: ConfigNode): boolean => node.certain && !(node.kind === 'str' && typeof node.value === 'string' && node.value.includes('${'));

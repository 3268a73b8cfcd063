/** Hydra's own options in front of and between overrides: `--config-path`, `--config-name`, `--config-dir`. */
import { Located } from '../syntax/shell/locate';
import type { ShellWord } from '../syntax/shell/types';
import type { Range } from '../syntax/tree';

export interface HydraOption {
  /** Null where it is not known. */
  text: string | null;
  range: Range;
}

export interface HydraArguments {
  options: ReadonlyMap<string, HydraOption>;
  overrides: readonly ShellWord[];
}

/** Long names of those that take a value; the others are switches. */
const WITH_VALUE: Record<string, string> = {
  '--config-path': 'config-path', '-cp': 'config-path', '--config-name': 'config-name', '-cn': 'config-name', '--config-dir': 'config-dir', '-cd': 'config-dir',
  '--package': 'package', '-p': 'package', '--cfg': 'cfg', '-c': 'cfg', '--experimental-rerun': 'experimental-rerun',
};

export function hydraArguments(words: readonly ShellWord[]): HydraArguments {
  const options = new Map<string, HydraOption>();
  const overrides: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const located = new Located(word);
    if (!located.text.startsWith('-')) {
      overrides.push(word);
      continue;
    }
    const equal = located.text.indexOf('=');
    const name = WITH_VALUE[equal < 0 ? located.text : located.text.slice(0, equal)];
    if (name === undefined) continue;
    if (equal >= 0) options.set(name, { text: located.complete && !word.maybe ? located.text.slice(equal + 1) : null, range: located.rest(equal + 1).range });
    else {
      const value = words[++at];
      if (value) options.set(name, { text: value.maybe ? null : value.text, range: value.range });
    }
  }
  return { options, overrides };
}

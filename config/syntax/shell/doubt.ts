/** Takes back what was made with variables that turn out to have other values. */
import type { Via } from '../tree';
import { MAX_VIA } from './expand';
import { UNKNOWN, type Value } from './scope';
import type { ShellWord } from './types';

/** The names with those that their values were made with: other values of these change what is decided too. */
export function withSources(names: ReadonlySet<string>, valueOf: (name: string) => Value | undefined): ReadonlySet<string> {
  const all = new Set(names);
  for (const name of names) {
    const value = valueOf(name);
    const chains = value?.kind === 'text' ? [value.chain] : value?.kind === 'array' ? value.words.map(({ via }) => via) : [];
    for (const chain of chains)
      for (const step of chain) {
        if (/^[A-Za-z_]\w*$/.test(step.name) && valueOf(step.name)) all.add(step.name);
        for (const each of mentioned(step.name)) all.add(each);
      }
  }
  return all;
}

/** The value itself where none of the names is in its chain. */
export function doubtful(value: Value | undefined, names: ReadonlySet<string>): Value | undefined {
  if (value?.kind === 'text') return dependsOn(value.chain, names) ? UNKNOWN : value;
  if (value?.kind !== 'array' || !value.words.some(({ pieces }) => pieces.some(({ via }) => dependsOn(via, names)))) return value;
  // A word that is one variable may become none or several.
  const open = value.open || value.words.some(({ pieces }) => pieces.length === 1 && dependsOn(pieces[0]?.via ?? [], names));
  return { kind: 'array', words: value.words.map((word) => doubtfulWord(word, names)), open };
}

function doubtfulWord(word: ShellWord, names: ReadonlySet<string>): ShellWord {
  const pieces = word.pieces.map((piece) => (dependsOn(piece.via, names) ? { ...piece, text: null } : piece));
  return { ...word, pieces, text: pieces.some(({ text }) => text === null) ? null : word.text };
}

/** A chain that was cut may hold any name. */
function dependsOn(chain: readonly Via[], names: ReadonlySet<string>): boolean {
  return chain.length >= MAX_VIA || chain.some(({ name }) => names.has(name) || mentioned(name).some((each) => names.has(each)));
}

/** Names behind a dollar: of `"${A:-$B}"` both. */
const mentioned = (text: string): string[] => [...text.matchAll(/\$\{?[#!]?([A-Za-z_]\w*)/g)].map((match) => match[1] ?? '');

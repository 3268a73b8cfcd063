/** Takes back what was made with variables that turn out to have other values. */
import type { Via } from '../tree';
import { MAX_VIA } from './expand';
import { UNKNOWN, type Value } from './scope';
import type { ShellWord } from './types';

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

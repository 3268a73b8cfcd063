/** What variables hold at a place of the script. Branches write into a layer of their own and are merged behind it. */
import type { Range, Via } from '../tree';
import type { Exported, ShellWord, WordPiece } from './types';

export type Value =
  | TextValue
  | { kind: 'array'; words: readonly ShellWord[]; open: boolean }
  /** `unset V`, or a name that only a branch sets. */
  | { kind: 'unset' }
  | { kind: 'unknown' };

export interface TextValue {
  kind: 'text';
  pieces: readonly WordPiece[];
  text: string | null;
  /** The right side of the assignment. */
  range: Range;
  /** How that came to its text: as written, or by the variables in it. */
  chain: readonly Via[];
}

export const UNKNOWN: Value = { kind: 'unknown' };

/** The directory of the last `cd`, held like a variable; no variable can have this name. */
export const DIRECTORY = ' cd';

/** Layers deeper than this are not looked through. */
const MAX_LAYERS = 250;

export class Scope {
  private readonly own = new Map<string, Value>();
  /** Names that `forget` took from this layer; with it, all of the layers below are lost too. */
  private readonly lost = new Set<string>();
  private forgot = false;
  readonly depth: number;
  exported: Exported | null;

  /** @param hidden names of the layers below that are not known here */
  constructor(
    private readonly below: Scope | null = null,
    private readonly hidden?: (name: string) => boolean,
  ) {
    this.depth = below ? below.depth + 1 : 0;
    this.exported = below?.exported ?? null;
  }

  get tooDeep(): boolean {
    return this.depth > MAX_LAYERS;
  }

  /** Undefined for a name that the script never sets: then the environment decides. */
  get(name: string, covered = false): Value | undefined {
    const value = this.own.get(name);
    if (value) return covered ? UNKNOWN : value;
    if (this.lost.has(name) || this.hidden?.(name)) return UNKNOWN;
    return this.below?.get(name, covered || this.forgot);
  }

  set(name: string, value: Value): void {
    this.own.set(name, value);
  }

  /** Everything that was set so far may have changed. */
  forget(): void {
    this.forgot = true;
    for (const name of this.own.keys()) this.lost.add(name);
    this.own.clear();
  }

  /** Names that this layer or one below gave a value. */
  names(): Set<string> {
    const all = this.below?.names() ?? new Set();
    for (const name of this.own.keys()) all.add(name);
    return all;
  }

  /** Takes over what layers above did. `always`: one of them ran for sure, otherwise perhaps none. */
  merge(branches: readonly Scope[], always: boolean): void {
    if (branches.some((branch) => branch.forgot)) this.forget();
    const names = new Set(branches.flatMap((branch) => [...branch.own.keys()]));
    for (const name of names) {
      const before = this.get(name);
      const values = branches.map((branch) => branch.own.get(name) ?? before);
      if (!always) values.unshift(before);
      this.own.set(name, mergeValues(values));
    }
    const exportedNow = this.exported;
    const exported = new Set<string>();
    for (const branch of branches) for (let entry = branch.exported; entry && entry !== exportedNow; entry = entry.previous) exported.add(entry.name);
    for (const name of exported) this.exported = { name, value: asWord(this.get(name)), previous: this.exported };
  }
}

/** A value as one word, unknown where it is not a known text. */
export function asWord(value: Value | undefined): ShellWord {
  if (value?.kind !== 'text') return { range: { start: 0, end: 0 }, text: null, pieces: [], via: [], maybe: false };
  return { range: value.range, text: value.text, pieces: value.pieces, via: value.pieces.flatMap((piece) => piece.via), maybe: false };
}

/** One value where all branches agree; arrays keep what they have in common, the rest may or may not be there. */
function mergeValues(values: readonly (Value | undefined)[]): Value {
  const [first] = values;
  if (values.every((value) => same(value, first))) return first ?? { kind: 'unset' };
  const arrays = values.map((value) => (value?.kind === 'array' ? value : !value || value.kind === 'unset' ? NO_WORDS : null));
  if (!values.some((value) => value?.kind === 'array') || arrays.includes(null)) return UNKNOWN;
  const known = arrays.filter((array) => array !== null);
  const shortest = Math.min(...known.map(({ words }) => words.length));
  let common = 0;
  const shared: ShellWord[] = [];
  while (common < shortest) {
    const word = sameWord(known.flatMap(({ words }) => words[common] ?? []));
    if (!word) break;
    shared.push(word);
    common++;
  }
  const rest = known.flatMap(({ words }) => words.slice(common)).map((word) => ({ ...word, maybe: true }));
  return { kind: 'array', words: [...shared, ...rest], open: known.some(({ open }) => open) };
}

/** The word that all of them are; one place of the script may be known in some of them only. */
function sameWord(words: readonly ShellWord[]): ShellWord | null {
  const [first] = words;
  const least = words.find(({ text }) => text === null) ?? first;
  if (!first || !least || words.every((word) => word === first)) return first ?? null;
  const same = words.every(({ text, range, maybe }) => range.start === first.range.start && range.end === first.range.end && maybe === first.maybe && (text === least.text || least.text === null));
  return same ? least : null;
}

const NO_WORDS = { kind: 'array', words: [] as readonly ShellWord[], open: false } as const;

function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a?.kind === 'text' && b?.kind === 'text') return a.text !== null && a.text === b.text;
  if (a?.kind === 'unset' || a === undefined) return b === undefined || b.kind === 'unset';
  if (a.kind === 'array' && b?.kind === 'array') return a.words === b.words && a.open === b.open;
  return a.kind === 'unknown' && b?.kind === 'unknown';
}

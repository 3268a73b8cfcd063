/** YAML text to a config tree: the loader's values, ranges of every key and value, and the rest of a half-typed file. */
import type { ConfigNode } from '../tree';
import { collectProblems, type Region } from './blocks/block';
import { BlockReader } from './blocks/blockReader';
import { Broken } from './loader/broken';
import { unprintable } from './loader/characters';
import { type Edit, editBetween } from './blocks/edit';
import { Nodes, type SyntaxProblem } from './loader/nodes';
import type { Loader } from './scalars';
import { readDocument, secondDocument } from './loader/strict';
import { type Content, contentFrom, contentNotDeeper, endsAt, headerAt, isItem, isMarker, lineAfter, skipSpaces } from './blocks/textLines';

export type { SyntaxProblem } from './loader/nodes';
export type { Loader } from './scalars';

export interface ParsedYaml {
  /** Null for an empty file, and for one that is broken from its first line on. */
  root: ConfigNode | null;
  problems: SyntaxProblem[];
  /** What the next parse of the same file may take over. */
  readonly memory: Memory;
}

/** The newest parse of one file, for each loader. */
export type Memory = Record<Loader, Kept | null>;

interface Kept {
  text: string;
  region: Region;
  parsed: ParsedYaml;
}

export interface ParseOptions {
  /** Who reads the file: PyYAML (default) or OmegaConf. */
  loader?: Loader;
  /**
   * An earlier parse of the same file. The nodes of the newest one move to this one: their ranges are shifted to where
   * they stand now, and what did not change keeps its identity.
   */
  previous?: ParsedYaml | null;
}

/** Line ends that PyYAML knows beside LF and CRLF, and what only binary files hold. Files with them are read in one piece. */
const UNUSUAL = /\r(?!\n)|[\0\x85\u2028\u2029]/;

/** Reading with a `previous` parse gives the same as reading without one. */
export function parseYaml(text: string, options: ParseOptions = {}): ParsedYaml {
  const loader = options.loader ?? 'pyyaml';
  const memory = options.previous?.memory ?? { pyyaml: null, omegaconf: null };
  const kept = memory[loader];
  const edit = kept ? editBetween(kept.text, text) : null;
  if (kept && !edit) return kept.parsed;
  // Its nodes change hands below.
  memory[loader] = null;
  const nodes = new Nodes(text, loader);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const { region, ...found } = isUnusual(text, edit) ? readWhole(nodes, start) : readBlocks(nodes, start, kept?.region ?? null, edit);
  const parsed = { ...found, memory };
  if (region) memory[loader] = { text, region, parsed };
  return parsed;
}

/** What was read; `region` where the next reading may take over blocks of it. */
interface Found {
  root: ConfigNode | null;
  problems: SyntaxProblem[];
  region: Region | null;
}

/** What is not in the edit was looked at before. */
function isUnusual(text: string, edit: Edit | null): boolean {
  if (!edit) return UNUSUAL.test(text);
  let end = edit.newEnd + 1;
  while (text.charCodeAt(end - 1) === 13) end++;
  return UNUSUAL.test(text.slice(Math.max(0, edit.start - 1), end));
}

function readWhole(nodes: Nodes, start: number): Found {
  const { text, problems } = nodes;
  const bad = unprintable(text);
  if (bad) return { root: null, problems: [badCharacter(bad)], region: null };
  try {
    const root = readDocument(nodes, { start, end: text.length, lineStart: start, depth: 0 });
    return { root, problems, region: null };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { root: null, problems: [...problems, problemOf(error)], region: null };
  }
}

function readBlocks(nodes: Nodes, start: number, old: Region | null, edit: Edit | null): Found {
  const { text } = nodes;
  const first = firstContent(text, start);
  if (!first) return readWhole(nodes, start);
  const kind = isItem(text, first.at) ? 'list' : 'map';
  if (kind === 'map' && !headerAt(text, first.at)) {
    const whole = readWhole(nodes, start);
    if (whole.root || !hasEntryIn(text, first)) return whole;
    nodes = new Nodes(text, nodes.loader);
  }
  const bad = unprintable(text.slice(0, first.at));
  const region = new BlockReader(nodes, edit).region(kind, first.column, first.at, 0, false, old?.kind === kind && old.column === first.column ? old : null);
  const rest = afterRegion(nodes.text, region);
  const problems = [...(bad ? [badCharacter(bad)] : []), ...collectProblems(region), ...(rest ? [rest] : [])];
  // Behind anchors, a block means what those before it say.
  return { root: region.node, problems, region: nodes.anchored || bad || rest ? null : region };
}

/** Where the first block starts; null where the document does not start with a collection of blocks. */
function firstContent(text: string, start: number): Content | null {
  let first = contentFrom(text, start);
  if (isMarker(text, first) && text.startsWith('---', first.at) && endsAt(text, skipSpaces(text, first.at + 3))) first = contentFrom(text, lineAfter(text, first.at));
  if (first.column < 0 || isMarker(text, first)) return null;
  return text.charCodeAt(first.at) === 37 && first.column === 0 ? null : first;
}

/** Whether a line further down, in the column of the first one, is an entry: then the first one is half-typed. */
function hasEntryIn(text: string, { at, column }: Content): boolean {
  let line = contentNotDeeper(text, at, column);
  while (line.column === column && !headerAt(text, line.at)) line = contentNotDeeper(text, line.at, column);
  return line.column === column;
}

/** What stands behind the last block, if anything does. */
function afterRegion(text: string, { blocks }: Region): SyntaxProblem | null {
  const last = blocks.at(-1);
  const next: Content = { at: last?.stop ?? text.length, column: last?.stopColumn ?? -1 };
  if (next.column < 0) return null;
  if (!isMarker(text, next)) return { range: { start: next.at, end: next.at + 1 }, message: 'This line is less indented than the first one.' };
  let second = next;
  while (isMarker(text, second) && text.startsWith('...', second.at)) second = contentFrom(text, lineAfter(text, second.at));
  return second.column < 0 ? null : problemOf(secondDocument({ start: second.at, end: second.at + 3 }));
}

const problemOf = ({ start, end, message }: Broken): SyntaxProblem => ({ range: { start, end }, message });
const badCharacter = ({ at, length, name }: { at: number; length: number; name: string }): SyntaxProblem => ({
  range: { start: at, end: at + length },
  message: `The character ${name} is not allowed in YAML. Is this a text file?`,
});

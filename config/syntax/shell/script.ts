/** A shell script, read without running it. */
import type { Range } from '../tree';
import type { Block } from './ast';
import { Evaluator } from './evaluate';
import { Parser } from './parse';
import { sbatchOptions } from './sbatch';
import type { ShellCommand, ShellProblem, ShellScript, ShellWord } from './types';
import { WordReader } from './words';

/** Longer scripts are not looked into. */
export const MAX_SCRIPT = 250_000;

/** Quotes that are tried when one is missing. */
const MAX_CANDIDATES = 8;

const EMPTY: Omit<ShellScript, 'problems'> = { commands: [], variables: new Map(), sbatch: new Map() };

export function parseShell(text: string): ShellScript {
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ...EMPTY, problems: [{ range: { start: nul, end: nul + 1 }, message: 'The character U+0000 is not allowed in a script. Is this a text file?' }] };
  if (text.length > MAX_SCRIPT) return { ...EMPTY, problems: [{ range: { start: 0, end: 0 }, message: `Scripts above ${MAX_SCRIPT} characters are not read.` }] };
  const { words, block } = read(text);
  const commands = commandsOf(text, words, block);
  for (const variable of words.variables.values()) variable.uses = inOrder(variable.uses);
  return { commands, variables: words.variables, sbatch: sbatchOptions(text), problems: words.problems };
}

/**
 * Reads the script twice. With the script's own values only the branches that run are followed; the commands of the
 * others stand as they are for whoever sets what is needed to get there.
 */
function commandsOf(text: string, { variables }: WordReader, block: Block): ShellCommand[] {
  const own = new Evaluator(text, variables, true);
  own.script(block);
  const any = new Evaluator(text, variables, false, own.reached);
  any.script(block);
  return [...any.commands].map(([statement, command]) => own.commands.get(statement) ?? { ...command, skipped: true });
}

interface Read {
  words: WordReader;
  block: Block;
}

function read(text: string): Read {
  const first = readWith(text, null);
  if (!first.words.problems.some(isOpenQuote)) return first;
  // One quote too few turns text and quotes around down to the end of the file, where it shows. The line that lacks it
  // is found by ending each of the quotes that go over a line's end there, to see with which one the rest comes right.
  const candidates = first.words.multiLine.slice(0, MAX_CANDIDATES).map((quote) => readWith(text, quote));
  const strange = ({ words }: Read): number => words.multiLine.length + words.problems.length;
  return candidates.reduce((best, candidate) => (strange(candidate) <= strange(best) ? candidate : best), first);
}

function readWith(text: string, halfTyped: number | null): Read {
  const words = new WordReader(text, halfTyped);
  return { words, block: new Parser(text, words).script() };
}

const isOpenQuote = ({ message }: ShellProblem): boolean => /closing ["'] is missing/.test(message);

/** By place, each once: a stretch with an unclosed quote is read twice. */
function inOrder(ranges: Range[]): Range[] {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  return sorted.filter((range, index) => range.start !== sorted[index - 1]?.start);
}

/** What a command's process sees of the variables that the script sets: exported ones and those in front of it. */
export function environmentOf(command: ShellCommand): Map<string, ShellWord> {
  const environment = new Map<string, ShellWord>();
  const gone = new Set<string>();
  for (let entry = command.exported; entry; entry = entry.previous) {
    if (environment.has(entry.name) || gone.has(entry.name)) continue;
    if (entry.value) environment.set(entry.name, entry.value);
    else gone.add(entry.name);
  }
  return environment;
}

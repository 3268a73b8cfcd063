/** A shell script, read without running it. */
import type { Range } from '../tree';
import { Evaluator } from './evaluate';
import { Parser } from './parse';
import { sbatchOptions } from './sbatch';
import type { ShellCommand, ShellScript, ShellWord } from './types';
import { WordReader } from './words';

/** Longer scripts are not looked into. */
export const MAX_SCRIPT = 250_000;

const EMPTY: Omit<ShellScript, 'problems'> = { commands: [], variables: new Map(), sbatch: new Map() };

export function parseShell(text: string): ShellScript {
  const nul = text.indexOf('\0');
  if (nul >= 0) return { ...EMPTY, problems: [{ range: { start: nul, end: nul + 1 }, message: 'The character U+0000 is not allowed in a script. Is this a text file?' }] };
  if (text.length > MAX_SCRIPT) return { ...EMPTY, problems: [{ range: { start: 0, end: 0 }, message: `Scripts above ${MAX_SCRIPT} characters are not read.` }] };
  const words = new WordReader(text);
  const block = new Parser(text, words).script();
  const evaluator = new Evaluator(text, words.variables);
  evaluator.script(block);
  for (const variable of words.variables.values()) variable.uses = inOrder(variable.uses);
  return { commands: evaluator.commands, variables: words.variables, sbatch: sbatchOptions(text), problems: words.problems };
}

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

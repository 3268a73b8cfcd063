/** Runs a simple command: assignments, functions of the script, the shell's own commands, programs. */
import type { Simple } from './ast';
import { ENDING, runBuiltin, SURE } from './builtins';
import { testWords } from './conditions';
import { type Evaluator, type Outcome, outcomeOf } from './evaluate';
import { type Positional, whole } from './expand';
import { DIRECTORY, Scope, asWord } from './scope';
import type { ShellCommand, ShellWord } from './types';

interface Words {
  words: ShellWord[];
  open: boolean;
  takesArguments: boolean;
}

export function runSimple(command: Simple, evaluator: Evaluator, scope: Scope, positional: Positional): Outcome {
  const expanded: Words = { words: [], open: false, takesArguments: false };
  for (const word of command.words) {
    const fields = evaluator.expander.fields(word, scope, positional);
    for (const field of fields.words) expanded.words.push(field);
    expanded.open ||= fields.open;
    expanded.takesArguments ||= fields.takesArguments;
  }
  if (command.words.length === 0) {
    for (const assignment of command.assignments) evaluator.assign(assignment, scope, positional);
    return command.assignments.some(({ value }) => runsSomething(value)) ? 'unknown' : 'succeeds';
  }
  const [first] = expanded.words;
  const program = first?.maybe ? null : (first?.text ?? null);
  const called = program === null ? null : evaluator.call(program, expanded.words, scope);
  if (called !== null) return called;
  if (program !== null && runBuiltin(program, expanded.words, command, { evaluator, scope, positional })) return SURE.has(program) ? 'succeeds' : 'unknown';
  if (expanded.words.length > 0) record(command, expanded, evaluator, scope, positional);
  return program === null ? 'unknown' : outcomeOfProgram(program, expanded, evaluator);
}

/** The result of a command substitution is that of the assignment. */
function runsSomething(value: Simple['assignments'][number]['value']): boolean {
  if (Array.isArray(value)) return value.some(runsSomething);
  return value.parts.some((part) => part.kind === 'unknown' || part.kind === 'substitution' || (part.kind === 'parameter' && [part.operand, part.replacement].some((word) => word !== null && runsSomething(word))));
}

function record(command: Simple, expanded: Words, evaluator: Evaluator, scope: Scope, positional: Positional): void {
  const prefix = command.assignments.length > 0 ? new Scope(scope) : scope;
  for (const assignment of command.assignments) {
    evaluator.assign(assignment, prefix, positional, true);
    prefix.exported = { name: assignment.name, value: asWord(prefix.get(assignment.name)), previous: prefix.exported };
  }
  const directory = scope.get(DIRECTORY);
  const place: Pick<ShellCommand, 'directory'> = directory === undefined ? {} : { directory: directory.kind === 'text' ? directory.text : null };
  evaluator.commands.set(command, { range: command.range, ...expanded, exported: prefix.exported, skipped: false, ...place });
}

function outcomeOfProgram(program: string, { words, open, takesArguments }: Words, evaluator: Evaluator): Outcome {
  if (ENDING.has(program)) {
    if (program !== 'exit') evaluator.jump();
    return 'ends';
  }
  if (program === 'true' || program === ':' || program === 'echo') return 'succeeds';
  if (program === 'false') return 'fails';
  const bracket = program === '[';
  if ((!bracket && program !== 'test') || open || takesArguments || words.some(({ maybe }) => maybe)) return 'unknown';
  // A star may become names of files.
  const texts = words.slice(1).map(({ text }) => (/[*?]/.test(text ?? '') ? null : whole(text)));
  if (bracket && texts.pop() !== ']') return 'unknown';
  return outcomeOf(testWords(texts));
}

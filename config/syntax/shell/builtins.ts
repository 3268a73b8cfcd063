/** Commands of the shell that change its own state. */
import type { Simple } from './ast';
import type { Evaluator } from './evaluate';
import type { Positional } from './expand';
import { stretch } from './fields';
import { DIRECTORY, type Scope, UNKNOWN } from './scope';
import type { ShellWord, WordPiece } from './types';

interface State {
  evaluator: Evaluator;
  scope: Scope;
  positional: Positional;
}
type Builtin = (words: readonly ShellWord[], command: Simple, state: State) => void;

/** Nothing behind these runs in the same block. */
export const ENDING: ReadonlySet<string> = new Set(['exit', 'return', 'continue', 'break']);
/** Commands of the shell that cannot fail where they can be read. */
export const SURE: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'local', 'unset']);
/** Commands that succeed in any script that works at all. */
export const SUCCEEDING: ReadonlySet<string> = new Set(['cd', 'pushd', 'mkdir', 'echo', 'printf', 'export', 'set', 'source', '.', 'declare', 'local', 'readonly', 'pip', 'pip3', 'conda', 'ulimit', 'sleep', ':', 'true']);
/** Files that set up an environment and leave the script's own variables alone. */
const HARMLESS = /(?:activate|conda\.sh|set_env\.sh|setenv\.sh|bashrc|profile|conda)\b/;

/** `export A=1 B`, `declare -x A=1`. */
const declare = (exports: boolean): Builtin => (words, command, { evaluator, scope, positional }) => {
  const flags = words.slice(1).map(({ text }) => text ?? '').filter((text) => text.startsWith('-'));
  const exported = exports || flags.some((flag) => flag.includes('x'));
  // -i computes, -n points to another variable, -u and -l change the text.
  const known = !flags.some((flag) => /[inulA]/.test(flag));
  for (const assignment of command.assignments) {
    evaluator.assign(assignment, scope, positional);
    if (!known) scope.set(assignment.name, UNKNOWN);
    if (exported) evaluator.export(assignment.name, scope);
  }
  if (exported) for (const { text } of words.slice(1)) if (text !== null && /^[A-Za-z_]\w*$/.test(text)) evaluator.export(text, scope);
};

/** `read -r -d '' V <<EOF` is known; any other input is not. */
const read: Builtin = (words, command, { evaluator, scope, positional }) => {
  const names = words.slice(1).flatMap(({ text }) => (text !== null && /^[A-Za-z_]\w*$/.test(text) ? [text] : []));
  const delimiter = words.findIndex(({ text }) => text === '-d');
  const raw = words.some(({ text }) => text !== null && /^-[a-z]*r/.test(text));
  const [name] = names;
  for (const each of names) scope.set(each, UNKNOWN);
  if (!raw || delimiter < 1 || words[delimiter + 1]?.text !== '' || names.length > 1 || name === undefined || !command.input) return;
  const { pieces } = evaluator.expander.value(command.input, scope, positional);
  scope.set(name, evaluator.expander.textValue(trimmed(pieces), command.input.range));
};

/** `read` drops blanks and line breaks around what it reads. */
function trimmed(pieces: readonly WordPiece[]): WordPiece[] {
  const kept = [...pieces];
  for (const [end, blanks] of [[-1, /\s+$/], [0, /^\s+/]] as const)
    for (let piece = kept.at(end); piece && piece.text !== null && blanks.test(piece.text); piece = kept.at(end)) {
      const text = piece.text.replace(blanks, '');
      const from = end === 0 ? piece.text.length - text.length : 0;
      if (text === '') kept.splice(end, 1);
      else kept[end === 0 ? 0 : kept.length - 1] = { ...piece, text, range: stretch(piece, from, from + text.length) };
    }
  return kept;
}

const unset: Builtin = (words, _command, { evaluator, scope }) => {
  for (const { text } of words.slice(1)) {
    if (text === null) scope.forget();
    else if (/^[A-Za-z_]\w*$/.test(text)) {
      scope.set(text, { kind: 'unset' });
      if (evaluator.exported.has(text)) scope.exported = { name: text, value: null, previous: scope.exported };
    }
  }
};

/** Another script, or text that is made when this one runs, may set any variable. */
const source: Builtin = (_words, command, { evaluator, scope }) => {
  const [, file] = command.words;
  if (!file || !HARMLESS.test(evaluator.expander.written(file))) scope.forget();
};

const forgetNames: Builtin = (words, _command, { scope }) => {
  for (const { text } of words.slice(1)) {
    const name = /^[A-Za-z_]\w*/.exec(text ?? '')?.[0];
    if (name !== undefined) scope.set(name, UNKNOWN);
  }
};

const printf: Builtin = (words, _command, { scope }) => {
  const name = words[1]?.text === '-v' ? words[2]?.text : null;
  if (name != null) scope.set(name, UNKNOWN);
};

const cd: Builtin = (words, _command, { evaluator, scope }) => {
  const target = words.slice(1).findLast(({ text }) => text === null || !text.startsWith('-'));
  const before = scope.get(DIRECTORY);
  const unknownBefore = before !== undefined && (before.kind !== 'text' || before.text === null);
  if (!target || target.text === null || (unknownBefore && !target.text.startsWith('/'))) return scope.set(DIRECTORY, UNKNOWN);
  const base = before?.kind === 'text' && before.text !== null && !target.text.startsWith('/') ? `${before.text}/` : '';
  scope.set(DIRECTORY, evaluator.expander.textValue([{ text: base + target.text, range: target.range, via: [] }], target.range));
};

const goBack: Builtin = (_words, _command, { scope }) => scope.set(DIRECTORY, UNKNOWN);

/** `shift` and `set -- a b`: the words of a function's call are others from here on; a script has none to shift. */
const newArguments: Builtin = (words, _command, { positional }) => {
  const first = words[1]?.text;
  if (words[0]?.text === 'shift' ? positional.words === null : first != null && /^[-+]/.test(first) && !words.some(({ text }) => text === '--' || text === null)) return;
  positional.words = null;
  positional.script = false;
};

const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ['export', declare(true)],
  ['declare', declare(false)],
  ['typeset', declare(false)],
  ['local', declare(false)],
  ['readonly', declare(false)],
  ['read', read],
  ['unset', unset],
  ['source', source],
  ['.', source],
  ['eval', source],
  ['mapfile', forgetNames],
  ['readarray', forgetNames],
  ['getopts', forgetNames],
  ['let', forgetNames],
  ['printf', printf],
  ['shift', newArguments],
  ['set', newArguments],
  ['cd', cd],
  ['pushd', cd],
  ['popd', goBack],
]);

/** True when the command was one of the shell's own. */
export function runBuiltin(program: string, words: readonly ShellWord[], command: Simple, state: State): boolean {
  const builtin = BUILTINS.get(program);
  builtin?.(words, command, state);
  return builtin !== undefined;
}

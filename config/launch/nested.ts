/** `srun ... bash -c "python -m x a=b"`: the commands inside the quoted script, with their places in the outer one. */
import { Located } from '../syntax/shell/locate';
import { NOT_KNOWN } from '../syntax/shell/expand';
import { parseShell } from '../syntax/shell/script';
import type { Exported, ShellCommand, ShellWord, WordPiece } from '../syntax/shell/types';
import type { Via } from '../syntax/tree';

const SHELLS = /^(?:ba|z|da)?sh$/;
const MAX_INNER = 50_000;
const MAX_DEPTH = 3;

/** The command itself, or those of the script that it hands to a shell. */
export function innerCommands(command: ShellCommand, depth = 0): readonly ShellCommand[] {
  const { words } = command;
  const shell = words.findIndex(({ text }, at) => text !== null && SHELLS.test(text.slice(text.lastIndexOf('/') + 1)) && /^-[a-z]*c$/.test(words[at + 1]?.text ?? ''));
  const script = shell < 0 ? undefined : words[shell + 2];
  if (!script || depth >= MAX_DEPTH) return [command];
  const located = new Located({ range: script.range, pieces: script.pieces.map(known) });
  if (located.text.length > MAX_INNER) return [command];
  const around = words.slice(0, shell);
  return parseShell(located.text).commands.flatMap((inner) => innerCommands(moved(inner, located, around, command), depth + 1));
}

/** A variable of the outer script becomes one that the inner script does not know. */
const known = (piece: WordPiece): WordPiece => (piece.text === null ? { ...piece, text: `\${${NOT_KNOWN}}`, via: piece.via.length > 0 ? piece.via : [{ name: '', range: piece.range, text: null }] } : piece);

function moved(inner: ShellCommand, located: Located, around: readonly ShellWord[], outer: ShellCommand): ShellCommand {
  const word = (each: ShellWord): ShellWord => moveWord(each, located);
  return {
    range: located.place(inner.range.start, inner.range.end).range,
    words: [...around, ...inner.words.map(word)],
    open: inner.open,
    skipped: outer.skipped || inner.skipped,
    // `$@` of an inner script are the words behind it, which nobody gives.
    takesArguments: false,
    exported: moveExported(inner.exported, outer.exported, word),
    ...(inner.directory !== undefined ? { directory: inner.directory } : outer.directory !== undefined ? { directory: outer.directory } : {}),
  };
}

function moveWord(word: ShellWord, located: Located): ShellWord {
  const step = ({ name, range, text }: Via): Via => ({ name, range: located.place(range.start, range.end).range, text });
  const pieces = word.pieces.flatMap((piece): WordPiece[] => {
    const { start, end } = piece.range;
    // Text that stands as written may hold variables of the outer script, each a piece of its own.
    if (piece.via.length === 0 && piece.text?.length === end - start && !piece.text.includes(NOT_KNOWN)) return located.cut(start, end);
    const { range, via } = located.place(start, end);
    const text = piece.text?.includes(NOT_KNOWN) ? null : piece.text;
    return [{ text, range, via: [...via, ...piece.via.filter(({ name }) => !name.includes(NOT_KNOWN)).map(step)] }];
  });
  const text = pieces.some((piece) => piece.text === null) ? null : word.text;
  return { range: located.place(word.range.start, word.range.end).range, text, pieces, via: pieces.flatMap((piece) => piece.via), maybe: word.maybe };
}

function moveExported(chain: Exported | null, outer: Exported | null, word: (each: ShellWord) => ShellWord): Exported | null {
  const entries: Exported[] = [];
  for (let entry = chain; entry; entry = entry.previous) entries.push(entry);
  return entries.reduceRight<Exported | null>((previous, { name, value }) => ({ name, value: value && word(value), previous }), outer);
}

/** A shell script as far as it is known before it runs: its commands with their words, and its variables. */
import type { Range, Via } from '../tree';

/** A stretch of a word. */
export interface WordPiece {
  /** Null: not known before the script runs. */
  text: string | null;
  /** Where it is written; of an expansion the place of use. */
  range: Range;
  /** The chain of variables it came through; empty for text that stands as written. */
  via: readonly Via[];
}

export interface ShellWord {
  /** From the first piece to the last. An element of an array has the place where the element is written. */
  range: Range;
  /** Null when one of the pieces is not known. */
  text: string | null;
  pieces: readonly WordPiece[];
  /** The chains of all pieces. */
  via: readonly Via[];
  /** Stands in the command in some branches of the script only. */
  maybe: boolean;
}

/** Exported variables as a chain, newest first, so that a thousand commands can share one. */
export interface Exported {
  name: string;
  /** Null: unset again. */
  value: ShellWord | null;
  previous: Exported | null;
}

export interface ShellCommand {
  range: Range;
  /** Program and arguments after expansion, redirections taken off. */
  words: readonly ShellWord[];
  /** Words may be missing from the list: an array or an unquoted variable that is not known. */
  open: boolean;
  /** Ends in the script's own arguments (`"$@"`), which are usually none. */
  takesArguments: boolean;
  /** Stands in a branch that does not run with the script's own values and defaults. */
  skipped: boolean;
  /** What the command's process sees; read it with `environmentOf`. */
  exported: Exported | null;
  /** The directory of the last `cd` before it: text, null when not known, undefined without any `cd`. */
  directory?: string | null;
}

export interface ShellVariable {
  /** Ranges of the name in assignments. */
  definitions: Range[];
  /** Ranges of the name in expansions. */
  uses: Range[];
}

export interface BatchOption {
  /** Null for an option without value. */
  value: string | null;
  range: Range;
}

export interface ShellProblem {
  range: Range;
  message: string;
}

export interface ShellScript {
  commands: readonly ShellCommand[];
  variables: ReadonlyMap<string, ShellVariable>;
  /** `#SBATCH` lines by the option's long name: `nodes`, `gpus-per-node`. */
  sbatch: ReadonlyMap<string, BatchOption>;
  /** Unclosed quotes and blocks; what follows them is read as well as possible. */
  problems: readonly ShellProblem[];
}

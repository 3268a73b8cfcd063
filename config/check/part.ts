/** One config inside a file. A YAML file is one; a launch script holds one per command. */
import type { FrameworkId } from '../frameworks/ids';
import type { Launch } from '../launch/types';
import type { MapNode, Range } from '../syntax/tree';
import type { SyntaxProblem } from '../syntax/yaml/parse';

/** How values were written, which decides what the framework makes of a text. */
export type PartSyntax = 'yaml' | 'json' | 'hydra' | 'dotlist' | 'flags' | 'python';

/** The file that the overrides of a command are laid over. */
export interface BaseConfig {
  uri: string;
  /** Null when it is not there, not readable, or not known statically: then no default is known either. */
  root: MapNode | null;
}

export interface ConfigPart {
  framework: FrameworkId;
  /** Command of the framework's catalogue: `trl-sft`, `train`, `ppo_trainer`, ... */
  command: string;
  /** The part's place in the document. */
  range: Range;
  /** Where a finding about the whole stands: the words that name the trainer, or the file. */
  head: Range;
  /** What this file says; of a script its overrides or flags. */
  root: MapNode;
  syntax: PartSyntax;
  /** The command that reads the config; null for a config file opened by itself. */
  launch: Launch | null;
  /** Absent where the command takes no config file. */
  base?: BaseConfig;
  /** In a branch of the script that its own values do not take: what is wrong there stops nothing as it stands. */
  skipped?: boolean;
  /** Overrides that the framework's own parser refuses. */
  problems?: readonly SyntaxProblem[];
  /** False when the text around is broken in a way that may hide keys: what is absent may only be unreadable. */
  whole: boolean;
}

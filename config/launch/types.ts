/** What a script launches: one part per training command, and how its processes are started. */
import type { FrameworkId } from '../frameworks/ids';
import type { OverrideProblem } from '../syntax/hydra/value';
import type { MapNode, Range, ScalarNode } from '../syntax/tree';

/** A value on a command line that names a config file: `--config F`, `config=F`, `--config-name N`, or a position. */
export interface ConfigFile {
  /** As the script writes it, variables resolved; null where it is not known. Hydra: `DIR/NAME.yaml` or `NAME.yaml`. */
  text: string | null;
  range: Range;
}

export type Launcher = 'none' | 'torchrun' | 'accelerate' | 'deepspeed' | 'ray-job' | 'srun';

/** How a command's processes come into being. */
export interface Launch {
  /** The trainer itself, launchers taken off: `['python3', '-m', 'verl.trainer.main_ppo']`. */
  program: string[];
  /** Exported variables and assignments before the command; a value that is not known is an uncertain node. */
  env: ReadonlyMap<string, ScalarNode>;
  /** The innermost one that starts processes; `ray job submit -- torchrun ...` is `torchrun`. */
  launcher: Launcher;
  /** Per node; null where neither the launcher nor the batch script says. */
  processes: number | null;
  nodes: number | null;
  /** The launcher's own flags, keys without dashes in front. */
  flags: MapNode | null;
  /** `ray job submit --working-dir` or the `cd` before the command; null where the script does not say. */
  workingDir: string | null;
}

export type OverrideSyntax = 'hydra' | 'dotlist' | 'flags';

/** One training command of a script, as a config. */
export interface ScriptPart {
  framework: FrameworkId;
  /** The catalogue's command: `train`, `ppo_trainer`, `sft_trainer`, `rlhf`, `train_ppo_ray`. */
  command: string;
  /** From the command's first word to its last one. */
  range: Range;
  /** The words that name the trainer: where a finding about the whole command stands. */
  head: Range;
  /** Overrides or flags as a tree; dotted keys are nested maps. */
  root: MapNode;
  overrideSyntax: OverrideSyntax;
  configFile: ConfigFile | null;
  /** Some of its words are not known, such as an array that a branch replaces: what is missing here may stand there. */
  open: boolean;
  /** Ends in the script's own arguments (`"$@"`), which are usually none. */
  takesArguments: boolean;
  /** Stands in a branch that does not run with the script's own values and defaults. */
  skipped: boolean;
  /** Overrides that the framework's own parser refuses: the command stops at them. */
  problems: readonly OverrideProblem[];
  launch: Launch;
}

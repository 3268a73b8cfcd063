/** The two windows through which configs see the world; whoever embeds this room provides them. */

export interface Files {
  /** Text of a file, null when it is not there, is no plain file or is too big to be a config. */
  read(uri: string): Promise<string | null>;
  exists(uri: string): Promise<boolean>;
  /** Names of the files directly inside a folder; absent where listing is not offered. */
  list?(folderUri: string): Promise<string[]>;
  /** Names of the folders directly inside a folder; absent where listing is not offered. */
  folders?(folderUri: string): Promise<string[]>;
}

/** Text of a file, null whenever it cannot be had: a config that cannot be read is reported, never a crash. */
export const tryRead = (files: Files, uri: string): Promise<string | null> => files.read(uri).catch(() => null);

/** What is known about a target, from the pipeline file and from preflights. Null while unknown: a rule that needs it stays silent. */
export interface TargetFacts {
  /** Processes that train together. */
  worldSize: number | null;
  nodes?: number | null;
  gpusPerNode?: number | null;
  /** Model of its GPUs, such as `A100-SXM4-80GB`. */
  gpu?: string | null;
  /** Installed packages by name, as far as they were looked up. */
  packages?: Readonly<Record<string, string>>;
}

export const UNKNOWN_TARGET: TargetFacts = { worldSize: null };

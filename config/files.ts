/** The two windows through which configs see the world; whoever embeds this room provides them. */

export interface Files {
  /** Text of a file, null when it is not there, is no plain file or is too big to be a config. */
  read(uri: string): Promise<string | null>;
  exists(uri: string): Promise<boolean>;
  /** Names of the files directly inside a folder; absent where listing is not offered. */
  list?(folderUri: string): Promise<string[]>;
}

/** Text of a file, null whenever it cannot be had: a config that cannot be read is reported, never a crash. */
export const tryRead = (files: Files, uri: string): Promise<string | null> => files.read(uri).catch(() => null);

/** What a preflight learned about a target. Nothing is known yet: a rule that needs a fact stays silent. */
export interface TargetFacts {
  /** Processes that train together, null while unknown. */
  worldSize: number | null;
}

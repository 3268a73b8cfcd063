/** What the surroundings of a config tell: versions, the target's machines, the workspace's choices. */
import type { KnownVersion } from '../catalogue/versions';
import { type Files, type TargetFacts, UNKNOWN_TARGET } from '../files';
import type { FileComment } from '../frameworks/comment';
import type { PackageName } from '../frameworks/ids';
import type { CheckSettings } from './context';
import { installedVersions } from './installed';
import type { StageUse } from './neighbour';

/** The first of these that speaks of a package wins: the file's comment, its stage, a setting, the environment. */
export async function knownVersions(
  files: Files,
  uri: string,
  comment: FileComment | null,
  main: PackageName,
  stage: StageUse | null,
  settings: CheckSettings,
): Promise<Map<string, KnownVersion>> {
  const known = new Map<string, KnownVersion>();
  const add = (name: string, version: string, from: KnownVersion['from']): void => {
    if (!known.has(name)) known.set(name, { version, from });
  };
  if (comment?.version) add(main, comment.version, 'comment');
  for (const [name, version] of comment?.packages ?? []) add(name, version, 'comment');
  for (const [name, version] of Object.entries(stage?.versions ?? {})) add(name, version, 'stage');
  for (const [name, version] of Object.entries(settings.versions)) add(name, version, 'setting');
  for (const [name, { version, from }] of await installedVersions(files, uri, stage)) add(name, version, from);
  return known;
}

/** Machines as the stage's target describes them. */
export const targetFacts = (stage: StageUse | null): TargetFacts => stage?.target ?? UNKNOWN_TARGET;

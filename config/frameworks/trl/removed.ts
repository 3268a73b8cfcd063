/** Keys that other versions of TRL and transformers had. */
import { renameOf } from '../../catalogue/renames';
import type { RuleContext } from '../../check/context';
import type { PackageName } from '../ids';

export interface RemovedKey {
  package: PackageName;
  /** First version without it. */
  gone: string;
  /** Today's key with the same meaning; null where there is none. */
  now: string | null;
}

/** What is known about a key that the version in use does not have and an older one had; null for any other key. */
export function removedKey(context: RuleContext, key: string): RemovedKey | null {
  const history = context.fields.history(key);
  for (const name of ['trl', 'transformers'] as const) {
    const renamed = renameOf(name, context.part.command, key, context.versions);
    if (renamed) return { package: name, gone: renamed.since, now: context.fields.has(renamed.to) ? renamed.to : null };
  }
  return history?.removedIn ? { package: history.last.package, gone: history.removedIn, now: null } : null;
}

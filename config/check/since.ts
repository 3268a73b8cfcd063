/** Checks that a framework makes only in some of its versions. */
import { compareVersions } from '../catalogue/versionOrder';
import type { PackageName } from '../frameworks/ids';
import type { RuleContext } from './context';

/** The version in use (the newest when nobody told) is at least `first`. */
export const since = (context: RuleContext, name: PackageName, first: string): boolean => compareVersions(context.versions.of(name).version, first) >= 0;

/** Appended to a message that another version would not deserve, when the version in use is not known. */
export function assumed(context: RuleContext, name: PackageName): string {
  const version = context.versions.of(name);
  return version.known ? '' : ` (${name} ${version.version}; the version in use is not known.)`;
}

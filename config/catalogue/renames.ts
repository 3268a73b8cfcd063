/** Fields that a release gave another name (schemas/renames.json, made from schemas/renames/*.csv). */
import data from '../../schemas/renames.json';
import type { PackageName } from '../frameworks/ids';
import type { Versions } from './versions';
import { compareVersions } from './versionOrder';

interface Rename {
  package: string;
  /** Command of the catalogue, `*` for all. */
  command: string;
  from: string;
  to: string;
  /** First version with the new name. */
  since: string;
}

const byFrom = new Map<string, Rename[]>();
for (const row of data as Rename[]) {
  const key = `${row.package} ${row.from}`;
  byFrom.set(key, [...(byFrom.get(key) ?? []), row]);
}

/** What a field of that name is called at the version in use; null when nothing is known. */
export function renameOf(name: PackageName, command: string, from: string, versions: Versions): Rename | null {
  const { version } = versions.of(name);
  return byFrom.get(`${name} ${from}`)?.find((row) => (row.command === '*' || row.command === command) && compareVersions(version, row.since) >= 0) ?? null;
}

/** The name that a field had before, for hovers. */
export const formerNames = (name: PackageName, to: string): string[] =>
  (data as Rename[]).filter((row) => row.package === name && row.to === to).map((row) => row.from);

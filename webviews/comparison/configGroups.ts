import type { Comparison, ConfigChange, ConfigFile } from '../../protocol/checkpoint';

export interface ConfigGroup {
  label: string;
  changes: ConfigChange[];
  /** Which sides have the file; `null` when the comparison lists no such file. */
  file: ConfigFile | null;
}

/** Changed values by file, in the order of the files; files that changed without a changed value are kept as well. */
export function configGroups({ configFiles, configChanges }: Pick<Comparison, 'configFiles' | 'configChanges'>): ConfigGroup[] {
  const groups = new Map<string, ConfigGroup>(configFiles.filter(({ changed }) => changed).map((file) => [file.label, { label: file.label, changes: [], file }]));
  for (const change of configChanges) {
    const group = groups.get(change.file) ?? { label: change.file, changes: [], file: configFiles.find(({ label }) => label === change.file) ?? null };
    group.changes.push(change);
    groups.set(change.file, group);
  }
  return [...groups.values()];
}

const LONGEST = 300;

/** A value's JSON text for a cell; the diff editor shows the whole of a long one. */
export function valueText(json: string | null): string {
  if (json === null) return 'not set';
  return json.length <= LONGEST ? json : `${json.slice(0, LONGEST)}… (${json.length.toLocaleString('en-US')} characters)`;
}

/** Why a file has no diff to open, null when it has one. */
export function oneSided(file: ConfigFile | null): string | null {
  if (!file) return 'not among the files compared';
  if (file.a === null) return 'only in B';
  return file.b === null ? 'only in A' : null;
}

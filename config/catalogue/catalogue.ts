/** One package's fields at any of its versions. */
import type { PackageName } from '../frameworks/ids';
import type { PackageCatalogue, RawField } from './format';
import { compareVersions, sameMinor } from './versionOrder';

/** A field as one version has it. */
export interface FieldSpec extends RawField {
  name: string;
  /** Class or file that defines it. */
  owner: string;
  package: PackageName;
  /** A default is known or at least exists. */
  hasDefault: boolean;
}

/** Ends of a field's life in one command's config. */
export interface History {
  /** First version of the catalogue with it; null when the oldest one has it already. */
  since: string | null;
  /** First version without it; null while it lives. */
  removedIn: string | null;
  /** The field as it was last. */
  last: FieldSpec;
}

/** A file may name a field `constructor`: only what the catalogue itself holds counts. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined => (record && Object.hasOwn(record, key) ? record[key] : undefined);

type Spans<T> = readonly (readonly [number, number | null, T])[];

export class Catalogue {
  readonly name: PackageName;
  readonly versions: readonly string[];
  private readonly groupFields = new Map<string, ReadonlyMap<string, FieldSpec>>();

  constructor(private readonly data: PackageCatalogue) {
    this.name = data.package as PackageName;
    this.versions = data.versions;
  }

  get newest(): string {
    return this.versions.at(-1) ?? '';
  }

  get commits(): Readonly<Record<string, string>> {
    return this.data.commits ?? {};
  }

  /** The catalogued version that stands for `version`: itself, else the newest not above it (same minor first). */
  nearest(version: string): { version: string; exact: boolean } {
    if (this.versions.includes(version)) return { version, exact: true };
    const minor = this.versions.findLast((known) => sameMinor(known, version));
    if (minor) return { version: minor, exact: true };
    const below = this.versions.findLast((known) => compareVersions(known, version) <= 0);
    return { version: below ?? this.versions[0] ?? '', exact: false };
  }

  hasCommand(command: string, version: string): boolean {
    return this.at(own(this.data.commands, command), version) !== undefined;
  }

  /** Groups that make up one command's config. */
  groupsOf(command: string, version: string): readonly string[] {
    return this.at(own(this.data.commands, command), version) ?? [];
  }

  /** Groups (`Name` or `package:Name`) that a group inherits. */
  basesOf(group: string, version: string): readonly string[] {
    return this.at(own(this.data.groups, group)?.bases, version) ?? [];
  }

  /** A group's own fields. */
  ownFields(group: string, version: string): ReadonlyMap<string, FieldSpec> {
    const key = `${group}@${version}`;
    const known = this.groupFields.get(key);
    if (known) return known;
    const fields = new Map<string, FieldSpec>();
    for (const [name, spans] of Object.entries(own(this.data.groups, group)?.fields ?? {})) {
      const raw = this.at(spans, version);
      if (raw) fields.set(name, this.spec(group, name, raw));
    }
    this.groupFields.set(key, fields);
    return fields;
  }

  /** Every version in which the group has a field of that name, as `[first, last or null while it lives, spec]`. */
  life(group: string, field: string): { first: number; last: number | null; spec: FieldSpec }[] {
    const fields = own(this.data.groups, group)?.fields;
    return (fields ? (own(fields, field) ?? []) : []).map(([first, last, raw]) => ({ first, last, spec: this.spec(group, field, raw) }));
  }

  /** Names of all groups that any version of the command had. */
  everyGroupOf(command: string): string[] {
    return [...new Set((own(this.data.commands, command) ?? []).flatMap(([, , groups]) => groups))];
  }

  everyBaseOf(group: string): string[] {
    return [...new Set((own(this.data.groups, group)?.bases ?? []).flatMap(([, , bases]) => bases))];
  }

  /** A named list such as the template names; empty where the version has none. */
  list(name: string, version: string): readonly string[] {
    return this.at(own(this.data.lists, name), version) ?? [];
  }

  requires(version: string): Readonly<Record<string, string>> {
    return this.at(this.data.requires, version) ?? {};
  }

  private spec(owner: string, name: string, raw: RawField): FieldSpec {
    return { ...raw, converts: raw.converts ?? 'any', name, owner, package: this.name, hasDefault: 'default' in raw || 'defaultText' in raw };
  }

  private at<T>(spans: Spans<T> | undefined, version: string): T | undefined {
    const index = this.versions.indexOf(version);
    return spans?.find(([from, to]) => from <= index && (to === null || index <= to))?.[2];
  }
}

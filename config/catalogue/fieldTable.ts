/** The fields that one config file may hold: a command's groups with everything they inherit, at the versions in use. */
import type { PackageName } from '../frameworks/ids';
import type { Catalogue, FieldSpec, History } from './catalogue';
import { loadedCatalogue } from './store';
import type { Versions } from './versions';

export interface FieldTable {
  readonly specs: ReadonlyMap<string, FieldSpec>;
  get(path: string): FieldSpec | undefined;
  /** A field, or a mapping that holds fields, stands at the path. */
  has(path: string): boolean;
  /** Keys below the path are free: it is a field whose value is a mapping of the user's own. */
  isOpen(path: string): boolean;
  /** Fields stand below the path. */
  isGroup(path: string): boolean;
  /** Since when and until when any catalogued version knew the field; null when none did. */
  history(path: string): History | null;
}

const cache = new Map<string, FieldTable>();

/**
 * @param pkg package whose command it is; its catalogue and those it inherits from must be loaded
 * @param command `trl-sft`, `train`, `ppo_trainer`, ...
 */
export function fieldTable(pkg: PackageName, command: string, versions: Versions): FieldTable {
  const key = `${pkg} ${command} ${versions.key}`;
  let table = cache.get(key);
  if (!table) {
    table = new CommandFields(pkg, command, versions);
    cache.set(key, table);
  }
  return table;
}

class CommandFields implements FieldTable {
  readonly specs: ReadonlyMap<string, FieldSpec>;
  /** Every proper prefix of a dotted field name. */
  private readonly groups = new Set<string>();
  private readonly open = new Set<string>();

  constructor(
    private readonly pkg: PackageName,
    private readonly command: string,
    versions: Versions,
  ) {
    const specs = new Map<string, FieldSpec>();
    const catalogue = loadedCatalogue(pkg);
    for (const group of catalogue.groupsOf(command, versions.of(pkg).version)) addGroup(specs, pkg, group, versions);
    this.specs = specs;
    for (const [name, spec] of specs) {
      for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) this.groups.add(name.slice(0, dot));
      if (spec.open || spec.accepts.includes('dict')) this.open.add(name);
    }
  }

  get(path: string): FieldSpec | undefined {
    return this.specs.get(path);
  }

  has(path: string): boolean {
    return this.specs.has(path) || this.groups.has(path);
  }

  isGroup(path: string): boolean {
    return this.groups.has(path);
  }

  isOpen(path: string): boolean {
    for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) if (this.open.has(path.slice(0, end))) return true;
    return false;
  }

  history(path: string): History | null {
    const lives = everyGroup(this.pkg, this.command).flatMap(([catalogue, group]) => catalogue.life(group, path).map((life) => ({ ...life, catalogue })));
    const newest = lives.at(-1);
    if (!newest) return null;
    const { catalogue } = newest;
    const same = lives.filter((life) => life.catalogue === catalogue);
    const first = Math.min(...same.map((life) => life.first));
    const alive = same.some((life) => life.last === null);
    const last = Math.max(...same.map((life) => life.last ?? 0));
    return {
      since: first === 0 ? null : (catalogue.versions[first] ?? null),
      removedIn: alive ? null : (catalogue.versions[last + 1] ?? null),
      last: newest.spec,
    };
  }
}

/** `Name` of this package or `package:Name` of another. */
function split(pkg: PackageName, name: string): [PackageName, string] {
  const colon = name.indexOf(':');
  return colon < 0 ? [pkg, name] : [name.slice(0, colon) as PackageName, name.slice(colon + 1)];
}

/** Inherited fields first, so that the nearest class wins. */
function addGroup(into: Map<string, FieldSpec>, pkg: PackageName, name: string, versions: Versions): void {
  const [home, group] = split(pkg, name);
  const catalogue = loadedCatalogue(home);
  const { version } = versions.of(home);
  // Python's method resolution: of two bases the first wins, so it is laid over the second.
  for (const base of catalogue.basesOf(group, version).toReversed()) addGroup(into, home, base, versions);
  for (const [key, spec] of catalogue.ownFields(group, version)) into.set(key, spec);
}

function everyGroup(pkg: PackageName, command: string): [Catalogue, string][] {
  const found: [Catalogue, string][] = [];
  const visit = (home: PackageName, name: string): void => {
    const [owner, group] = split(home, name);
    const catalogue = loadedCatalogue(owner);
    if (found.some(([known, seen]) => known === catalogue && seen === group)) return;
    for (const base of catalogue.everyBaseOf(group)) visit(owner, base);
    found.push([catalogue, group]);
  };
  for (const group of loadedCatalogue(pkg).everyGroupOf(command)) visit(pkg, group);
  return found;
}

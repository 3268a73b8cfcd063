/** Which version of each package a config is for, and how we know. */
import type { PackageName } from '../frameworks/ids';
import { satisfies } from './versionOrder';
import { loadedCatalogue } from './store';

/** Nearest first: what the file itself says beats its stage, that beats a setting, and so on. */
export type VersionOrigin = 'comment' | 'stage' | 'setting' | 'environment' | 'lock file' | 'requirement' | 'newest';

export interface KnownVersion {
  version: string;
  from: VersionOrigin;
}

export interface ResolvedVersion {
  /** A version of the catalogue. */
  version: string;
  /** What was asked for, where the catalogue has another one in its place. */
  asked: string | null;
  /** False when nothing told the version: the newest stands in, and findings that depend on it say so. */
  known: boolean;
  from: VersionOrigin;
}

export class Versions {
  private readonly resolved = new Map<PackageName, ResolvedVersion>();
  /** Equal for equal answers. */
  readonly key: string;

  /**
   * @param known what the comment, the stage, the settings or the environment say, by package
   * @param main package of the framework: what its own release requires tells of the others
   */
  constructor(
    private readonly known: ReadonlyMap<string, KnownVersion>,
    private readonly main: PackageName | null = null,
  ) {
    this.key = `${main ?? ''} ${[...known].map(([name, { version }]) => `${name}@${version}`).sort().join(' ')}`;
  }

  of(name: PackageName): ResolvedVersion {
    let answer = this.resolved.get(name);
    if (!answer) {
      answer = this.resolve(name);
      this.resolved.set(name, answer);
    }
    return answer;
  }

  private resolve(name: PackageName): ResolvedVersion {
    const catalogue = loadedCatalogue(name);
    const known = this.known.get(name);
    if (!known) return this.fromRequirement(name) ?? { version: catalogue.newest, asked: null, known: false, from: 'newest' };
    const { version } = catalogue.nearest(known.version);
    return { version, asked: version === known.version ? null : known.version, known: true, from: known.from };
  }

  /** A package whose version nobody tells, but whose dependant's version is known: the newest that dependant admits. */
  private fromRequirement(name: PackageName): ResolvedVersion | null {
    for (const other of new Set([...this.known.keys(), ...(this.main ? [this.main] : [])])) {
      if (other === name) continue;
      const catalogue = tryLoaded(other as PackageName);
      if (!catalogue) continue;
      const specifier = catalogue.requires(this.of(other as PackageName).version)[name];
      if (!specifier) continue;
      const version = loadedCatalogue(name).versions.findLast((candidate) => satisfies(candidate, specifier));
      if (version) return { version, asked: null, known: false, from: 'requirement' };
    }
    return null;
  }
}

function tryLoaded(name: PackageName): ReturnType<typeof loadedCatalogue> | null {
  try {
    return loadedCatalogue(name);
  } catch {
    return null;
  }
}

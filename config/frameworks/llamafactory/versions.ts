/** The transformers that a LLaMA-Factory config meets. */
import { loadedCatalogue } from '../../catalogue/store';
import { Versions } from '../../catalogue/versions';
import { satisfies } from '../../catalogue/versionOrder';

/** As told, else the newest that this LLaMA-Factory admits: it refuses to start with any other. */
export function transformersOf(versions: Versions): { version: string; known: boolean } {
  const told = versions.of('transformers');
  if (told.known) return { version: told.version, known: true };
  const catalogue = loadedCatalogue('transformers');
  const specifier = loadedCatalogue('llamafactory').requires(versions.of('llamafactory').version)['transformers'];
  const admitted = specifier === undefined ? undefined : catalogue.versions.findLast((version) => satisfies(version, specifier));
  // Releases from before the catalogue stand nearest to its oldest one.
  return { version: admitted ?? (specifier === undefined ? told.version : (catalogue.versions[0] ?? told.version)), known: false };
}

/** The same versions with transformers pinned, for the table of fields. */
export function pinned(versions: Versions): Versions {
  const own = versions.of('llamafactory');
  const hf = transformersOf(versions);
  return new Versions(
    new Map([
      ['llamafactory', { version: own.version, from: own.from }],
      ['transformers', { version: hf.version, from: versions.of('transformers').from }],
    ]),
  );
}

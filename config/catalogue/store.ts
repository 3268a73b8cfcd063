/**
 * Catalogues in memory, each read and parsed once, when the first config of its framework is opened. Where the text
 * comes from is the embedder's business: a file beside the bundle, or a fetch in a browser worker.
 */
import type { PackageName } from '../frameworks/ids';
import { Catalogue } from './catalogue';
import type { PackageCatalogue } from './format';

/** Text of `schemas/catalogues/NAME.json`; rejects when the product is not whole. */
export type CatalogueSource = (name: PackageName) => Promise<string>;

let source: CatalogueSource | null = null;
const loading = new Map<PackageName, Promise<Catalogue>>();
const loaded = new Map<PackageName, Catalogue>();

/** Called by every entry point of the product before a config is checked; the first one given stays. */
export function setCatalogueSource(read: CatalogueSource): void {
  source ??= read;
}

/** Our own generated data: its shape is proved by schemas/catalogues.test.ts, so that a start does not pay for it again. */
async function load(name: PackageName): Promise<Catalogue> {
  if (!source) throw new Error(`No catalogue source was set; ${name} cannot be read.`);
  const data = JSON.parse(await source(name)) as PackageCatalogue;
  if (data.format !== 2) throw new Error(`The catalogue ${name} has format ${String(data.format)}; this version reads 2.`);
  const catalogue = new Catalogue(data);
  loaded.set(name, catalogue);
  return catalogue;
}

export function loadCatalogue(name: PackageName): Promise<Catalogue> {
  let promise = loading.get(name);
  if (!promise) {
    promise = load(name);
    // A failed read is tried again next time.
    promise.catch(() => loading.delete(name));
    loading.set(name, promise);
  }
  return promise;
}

export const loadCatalogues = async (names: readonly PackageName[]): Promise<void> => void (await Promise.all(names.map(loadCatalogue)));

/** A catalogue that `loadCatalogues` has brought in before. */
export function loadedCatalogue(name: PackageName): Catalogue {
  const catalogue = loaded.get(name);
  if (!catalogue) throw new Error(`The catalogue ${name} was not loaded before it was asked.`);
  return catalogue;
}

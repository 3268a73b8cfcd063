/** The classes that an experiment's config inherits, in this module, in the workspace, or as published. */
import { type Files, tryRead } from '../../files';
import type { ImportedName } from '../../syntax/python/ast';
import type { Environment } from '../../syntax/python/evaluate';
import { readModule, type PythonModule } from '../../syntax/python/run';
import type { ClassDefinition } from '../../syntax/python/scope';
import { fileName, resolveUri } from '../../uri';

export interface Link {
  uri: string;
  definition: ClassDefinition;
}

export interface Chain {
  /** Nearest to the root first; the class itself is last. */
  links: Link[];
  /** The published class that the chain starts from: a command of the catalogue. Null where the chain is known to its root. */
  published: string | null;
  /** A base class cannot be found: what it sets is not known. */
  unknown: boolean;
}

/** Folders above the file in which `orz/` and `playground/` are looked for. */
const LEVELS_ABOVE = 6;
const MAX_LINKS = 8;
/** `from x import Y` leading to the next module that imports Y. */
const MAX_HOPS = 4;

export async function chainOf(files: Files, environment: Environment, uri: string, module: PythonModule, definition: ClassDefinition): Promise<Chain> {
  const links: Link[] = [{ uri, definition }];
  let at = { uri, module };
  for (let current = definition; ; ) {
    const [base, ...others] = current.bases;
    if (!base) return { links, published: null, unknown: false };
    const found = base.kind === 'name' && others.length === 0 ? await findClass({ files, environment }, at.uri, at.module, base.text, MAX_HOPS) : null;
    // The root of the framework's own chain declares `seed` alone, which the next class declares again.
    if (found === null && base.kind === 'name' && (base.text === 'BaseConfig' || base.text === 'object')) return { links, published: null, unknown: false };
    if (found === null || links.length >= MAX_LINKS) return { links, published: null, unknown: true };
    if ('published' in found) return { links, published: found.published, unknown: false };
    if (links.some((link) => link.definition === found.definition)) return { links, published: null, unknown: true };
    links.unshift({ uri: found.uri, definition: found.definition });
    at = { uri: found.uri, module: found.module };
    current = found.definition;
  }
}

interface World {
  files: Files;
  environment: Environment;
}

type Found = (Link & { module: PythonModule }) | { published: string } | null;

async function findClass(world: World, uri: string, module: PythonModule, name: string, hops: number): Promise<Found> {
  const bound = module.scope.get(name);
  if (bound?.class) return { uri, module, definition: bound.class };
  if (hops === 0) return null;
  const { imported } = bound ?? {};
  // A name that nothing binds may come from `from x import *`.
  const sources = imported ? [imported] : bound ? [] : module.scope.stars.map((star) => ({ ...star, name }));
  for (const source of sources) {
    for (const candidate of candidates(uri, source)) {
      const text = await tryRead(world.files, candidate);
      if (text === null) continue;
      const found = await findClass(world, candidate, remembered(candidate, text, world.environment), source.name, hops - 1);
      if (found) return found;
    }
  }
  return imported ? publishedAs(imported) : null;
}

const MAX_REMEMBERED = 16;
const modules = new Map<string, { text: string; module: PythonModule }>();

/** A base class is asked for at every keystroke and hardly ever changes. */
function remembered(uri: string, text: string, environment: Environment): PythonModule {
  if (environment.size > 0) return readModule(text, fileName(uri), environment);
  const known = modules.get(uri);
  if (known?.text === text) return known.module;
  const module = readModule(text, fileName(uri));
  if (modules.size >= MAX_REMEMBERED) modules.clear();
  modules.set(uri, { text, module });
  return module;
}

/** Files that may be the module: beside the package's root, which stands in this folder or above it. */
function candidates(uri: string, { module, level }: ImportedName): string[] {
  const path = module.replaceAll('.', '/');
  const paths = path === '' ? ['__init__.py'] : [`${path}.py`, `${path}/__init__.py`];
  const steps = level > 0 ? [level - 1] : Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => up);
  return steps.flatMap((up) => paths.map((each) => resolveUri(uri, '../'.repeat(up) + each))).filter((each) => each !== uri);
}

/** The command of the catalogue that holds the class. */
function publishedAs({ name, module }: ImportedName): { published: string } | null {
  if (name === 'BasePPOExpConfig' && /(?:^|\.)ppo_base_exp$/.test(module)) return { published: 'ppo' };
  const experiment = /(?:^|\.)(orz_(?:0p5b_ppo|0p5b_ppo_1gpu|14m_ppo_mini|1p5b_ppo|32b_ppo|7b_grpo|7b_ppo))$/.exec(module)?.[1];
  return experiment !== undefined && name === 'PPOExpConfig' ? { published: experiment } : null;
}

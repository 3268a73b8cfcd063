/** Packages of the environment that LLaMA-Factory is installed in, for rules about packages that have no catalogue. */
import type { RuleContext } from '../../check/context';
import { resolveUri } from '../../uri';

const LEVELS_ABOVE = 3;
const ENVIRONMENTS = ['.venv', 'venv', 'env'];

export interface Environment {
  /** Every installed package is known, so one that is not among them is missing. */
  complete: boolean;
  /** Versions by normalised name. */
  packages: ReadonlyMap<string, string>;
}

const normal = (name: string): string => name.toLowerCase().replaceAll(/[_.]/g, '-');

/** What the stage, the settings, a preflight and the nearest environment say. */
export async function environment(context: RuleContext): Promise<Environment> {
  const installed = await installedPackages(context);
  const told = { ...context.target.packages, ...context.settings.versions, ...context.stage?.versions };
  return { complete: installed !== null, packages: new Map([...(installed ?? []), ...Object.entries(told).map(([name, version]) => [normal(name), version] as const)]) };
}

async function installedPackages({ files, stage, uri }: RuleContext): Promise<Map<string, string> | null> {
  // A stage without an environment of its own runs somewhere else.
  const folders = stage
    ? stage.venv
      ? [resolveUri(stage.pipelineUri, stage.venv)]
      : []
    : Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => ENVIRONMENTS.map((name) => resolveUri(uri, '../'.repeat(up) + name))).flat();
  for (const folder of folders) {
    const packages = new Map<string, string>();
    for (const python of (await files.folders?.(`${folder}/lib/`)) ?? []) {
      for (const name of (await files.folders?.(`${folder}/lib/${python}/site-packages/`)) ?? []) {
        const match = /^(.+)-([^-]+)\.dist-info$/.exec(name);
        if (match) packages.set(normal(match[1] ?? ''), match[2] ?? '');
      }
    }
    if (packages.has('llamafactory')) return packages;
  }
  return null;
}

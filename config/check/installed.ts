/** Versions of the packages beside a config: the virtual environment's `*.dist-info`, else lock files. */
import type { KnownVersion } from '../catalogue/versions';
import { type Files, tryRead } from '../files';
import { isPackageName } from '../frameworks/ids';
import { resolveUri } from '../uri';
import type { StageUse } from './neighbour';

/** Folders above the config that may hold the environment. */
const LEVELS_ABOVE = 3;
const ENVIRONMENTS = ['.venv', 'venv', 'env'];

/** The stage's own environment, else the nearest one beside or above the config, else the nearest lock file. */
export async function installedVersions(files: Files, uri: string, stage: StageUse | null): Promise<Map<string, KnownVersion>> {
  if (!files.folders) return new Map();
  if (stage?.venv) {
    const found = await environment(files, `${resolveUri(stage.pipelineUri, stage.venv)}/`);
    if (found) return found;
  }
  const above = Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => `${resolveUri(uri, up === 0 ? './' : '../'.repeat(up))}/`);
  for (const folder of new Set(above)) {
    const names = await listed(files, folder);
    for (const name of ENVIRONMENTS.filter((candidate) => names.folders.includes(candidate))) {
      const found = await environment(files, `${folder}${name}/`);
      if (found) return found;
    }
    const locked = await lockFile(files, folder, names.files);
    if (locked) return locked;
  }
  return new Map();
}

async function listed(files: Files, folder: string): Promise<{ files: string[]; folders: string[] }> {
  const [names, folders] = await Promise.all([files.list?.(folder) ?? [], files.folders?.(folder) ?? []]);
  return { files: names, folders };
}

/** `lib/python3.X/site-packages/NAME-VERSION.dist-info`; null where the folder is no environment. */
async function environment(files: Files, venv: string): Promise<Map<string, KnownVersion> | null> {
  const versions = new Map<string, KnownVersion>();
  const pythons = (await files.folders?.(`${venv}lib/`)) ?? [];
  const sites = [...pythons.filter((name) => name.startsWith('python')).map((name) => `${venv}lib/${name}/site-packages/`), `${venv}Lib/site-packages/`];
  for (const site of sites) {
    for (const name of (await files.folders?.(site)) ?? []) {
      const match = /^(.+)-([^-]+)\.dist-info$/.exec(name);
      if (match) note(versions, match[1] ?? '', match[2] ?? '', 'environment');
    }
  }
  return versions.size > 0 ? versions : null;
}

async function lockFile(files: Files, folder: string, names: readonly string[]): Promise<Map<string, KnownVersion> | null> {
  const versions = new Map<string, KnownVersion>();
  for (const name of names.filter((candidate) => /^(?:uv\.lock|poetry\.lock|pylock(?:\..+)?\.toml|requirements.*\.txt)$/.test(candidate)).toSorted()) {
    const text = await tryRead(files, folder + name);
    const pattern = name.endsWith('.txt') ? /^[ \t]*([\w.-]+)(?:\[[\w,. -]*\])?[ \t]*===?[ \t]*([\w.+!-]+)/gm : /^name\s*=\s*"([^"\n]+)"\r?\nversion\s*=\s*"([^"\n]+)"/gm;
    for (const [, dist = '', version = ''] of text?.matchAll(pattern) ?? []) note(versions, dist, version, 'lock file');
  }
  return versions.size > 0 ? versions : null;
}

function note(versions: Map<string, KnownVersion>, dist: string, version: string, from: KnownVersion['from']): void {
  const name = dist.toLowerCase().replaceAll(/[_.]/g, '-');
  // EasyR1 installs itself under the name of verl, with versions that verl left behind long ago.
  const owner = name === 'verl' && version.startsWith('0.3') ? 'easyr1' : name;
  if (isPackageName(owner) && !versions.has(owner)) versions.set(owner, { version, from });
}


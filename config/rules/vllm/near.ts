/**
 * Files named by paths relative to the working directory of a run. That directory is not known: it is usually the
 * folder of the config or script, or one above it.
 */
import { resolveUri } from '../../uri';
import type { RuleContext } from '../../check/context';
import { tryRead } from '../../files';

/** Folders above the file that the working directory may be. */
const LEVELS_ABOVE = 4;

/** Absolute and home paths lie on the machine that runs it; URLs and names of hubs are no files. */
const isRelative = (path: string): boolean => path !== '' && !/^(?:[/~$]|[a-z][\w+.-]*:)/i.test(path);

const candidates = (context: RuleContext, path: string): string[] => {
  const base = context.part.launch?.workingDir;
  const inside = base && isRelative(base) ? [resolveUri(context.uri, `${base}/${path}`)] : [];
  return [...inside, ...Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => resolveUri(context.uri, '../'.repeat(up) + path))];
};

export async function findNear(context: RuleContext, path: string): Promise<'found' | 'missing' | 'elsewhere'> {
  if (!isRelative(path)) return 'elsewhere';
  for (const uri of candidates(context, path)) if ((await context.files.exists(uri)) || (await isFolder(context, uri))) return 'found';
  return 'missing';
}

/** Folders are found by what they hold, where listing is offered. */
async function isFolder(context: RuleContext, uri: string): Promise<boolean> {
  const held = await Promise.all([context.files.list?.(uri).catch(() => []) ?? [], context.files.folders?.(uri).catch(() => []) ?? []]);
  return held.some((names) => names.length > 0);
}

/** Text of the nearest file of that name; null where it lies elsewhere. */
export async function readNear(context: RuleContext, path: string): Promise<string | 'missing' | null> {
  if (!isRelative(path)) return null;
  for (const uri of candidates(context, path)) {
    const text = await tryRead(context.files, uri);
    if (text !== null) return text;
  }
  return (await findNear(context, path)) === 'missing' ? 'missing' : null;
}

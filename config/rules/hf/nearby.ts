/**
 * Files that a config names by a path relative to the working directory, which nobody knows: the config's own folder,
 * or one above it. What is found in exactly one of them is concluded from; anything else is not.
 */
import type { RuleContext } from '../../check/context';
import { MAX_TEXT } from '../../check/limits';
import { tryRead } from '../../files';
import { resolveUri } from '../../uri';

/** Folders above the config's own. */
const LEVELS_ABOVE = 4;

/** Where a path may lead, nearest first. */
export function candidates(context: RuleContext, path: string): string[] {
  if (path.startsWith('/')) return [resolveUri(context.uri, path)];
  const from = [context.uri, ...(context.part.base ? [context.part.base.uri] : [])];
  const uris = from.flatMap((uri) => Array.from({ length: LEVELS_ABOVE + 1 }, (_, up) => resolveUri(uri, '../'.repeat(up) + path)));
  return [...new Set(uris)];
}

export interface Nearby {
  uri: string;
  text: string;
}

/** The one file that the path can mean; null when there is none, or more than one. */
export async function oneNearby(context: RuleContext, path: string): Promise<Nearby | null> {
  const found = await Promise.all(
    candidates(context, path).map(async (uri): Promise<Nearby[]> => {
      const text = await tryRead(context.files, uri);
      return text === null || text.length > MAX_TEXT ? [] : [{ uri, text }];
    }),
  );
  const [first, ...more] = found.flat();
  return first && more.length === 0 ? first : null;
}

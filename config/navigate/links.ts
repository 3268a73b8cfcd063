/** Values that name a file or folder which is there. */
import type { RuleContext } from '../check/context';
import type { Files } from '../files';
import { type ConfigNode, isScalar, type Range } from '../syntax/tree';
import { resolveUri } from '../uri';
import { namedMaps, textOf } from '../pipeline/references';

export interface FileLink {
  range: Range;
  uri: string;
  /** Function named behind the file, as in `reward.py:compute`. */
  member: string | null;
}

/** Looks like a path of a config, a script, a template or a data file. Names on a hub look like paths too, so it must exist. */
const FILE = /^[^\s:*?"<>|]+\.(?:ya?ml|json|jsonl|hjson|py|jinja2?|txt|sh|md|parquet)$/;
/** Links shown in one file at most. */
const MAX_LINKS = 200;
/** Folders above the config that a relative path may start from: a framework's working directory is not known. */
const LEVELS_ABOVE = 3;

export async function fileLinks(files: Files, contexts: readonly RuleContext[]): Promise<FileLink[]> {
  const found: FileLink[] = [];
  for (const context of contexts) {
    for (const { text, range } of texts(context.root)) {
      if (found.length >= MAX_LINKS) return found;
      const [, path = text, member = null] = /^(.+\.py):([A-Za-z_]\w*)$/.exec(text) ?? [];
      if (!FILE.test(path)) continue;
      const uri = await existing(files, context.stage?.pipelineUri ?? context.uri, path);
      if (uri) found.push({ range, uri, member });
    }
  }
  return found;
}

/** `config` and `entry` of the stages. */
export async function pipelineLinks(files: Files, uri: string, root: ConfigNode | null): Promise<FileLink[]> {
  const found: FileLink[] = [];
  for (const { map } of namedMaps(root, 'stages')) {
    for (const key of ['config', 'entry']) {
      const path = textOf(map, key);
      const target = path && resolveUri(uri, path.text);
      if (path && target && (await files.exists(target))) found.push({ range: path.node.range, uri: target, member: null });
    }
  }
  return found;
}

async function existing(files: Files, from: string, path: string): Promise<string | null> {
  for (let up = 0; up <= (path.startsWith('/') ? 0 : LEVELS_ABOVE); up++) {
    const uri = resolveUri(from, '../'.repeat(path.startsWith('/') ? 0 : up) + path);
    if (await files.exists(uri)) return uri;
  }
  return null;
}

function texts(node: ConfigNode): { text: string; range: Range }[] {
  if (isScalar(node)) return node.kind === 'str' && node.certain ? [{ text: String(node.value), range: node.range }] : [];
  return node.kind === 'list' ? node.items.flatMap(texts) : node.entries.flatMap((entry) => texts(entry.value));
}

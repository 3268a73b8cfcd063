/** Files and folders for a value that names one, seen from the config's folder or its pipeline's. */
import { type FieldSpec, type Files, resolveUri } from '../../config';
import type { Proposal } from './proposal';

/** Names that fields with paths have in every framework; a model or data set path may also be a name on a hub. */
const PATH_FIELD = /(?:^|[._])(?:path|paths|file|files|dir|folder|deepspeed|chat_template_path|config_file|format_prompt|reward_function|train_files|val_files)$|_(?:path|file|files|dir|folder)$/;
const MAX_SHOWN = 200;
const HIDDEN = /^(?:\.|node_modules$|__pycache__$)/;

export const takesPath = (path: string, spec: FieldSpec | undefined): boolean => PATH_FIELD.test(path) && (!spec || spec.accepts.some((kind) => kind === 'str' || kind === 'any' || kind === 'dict' || kind === 'list'));

/** @param typed what stands left of the cursor; its folder is listed */
export async function pathProposals(files: Files, from: string, typed: string): Promise<Proposal[]> {
  const prefix = typed.replace(/^["'[]+/, '').replace(/[^/]*$/, '');
  // Absolute paths belong to the machine the stage runs on, which need not be this one.
  if (prefix.startsWith('/') || prefix.startsWith('~')) return [];
  const folder = `${resolveUri(from, `${prefix}./`)}/`;
  const [names, folders] = await Promise.all([files.list?.(folder) ?? [], files.folders?.(folder) ?? []]);
  const shown = (list: readonly string[]): string[] => list.filter((name) => !HIDDEN.test(name)).toSorted();
  return [
    ...shown(folders).map((name): Proposal => ({ label: `${prefix}${name}/`, insert: `${prefix}${name}/`, detail: 'folder' })),
    ...shown(names).map((name): Proposal => ({ label: prefix + name, insert: prefix + name, detail: 'file' })),
  ].slice(0, MAX_SHOWN);
}

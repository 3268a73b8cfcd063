/** What a key means: help, type, default, choices, owner and version. */
import type { Hover, Position } from 'vscode-languageserver';
import { type ConfigNode, fieldOf, launchFlags, locate, specAt, stagesOf, type Trainer } from '../../config';
import type { Documents } from '../documents';
import { fieldMarkdown, flagMarkdown, keyMarkdown } from './texts';

export async function hover(documents: Documents, uri: string, position: Position): Promise<Hover | null> {
  const check = await documents.current(uri);
  if (!check?.framework) return null;
  const found = locate(check.root, check.document.offsetAt(position));
  if (!found) return null;
  const { path, entry } = found;
  const trainer = check.framework === 'reasoner' ? trainerOfSet(check.root, path) : path.length === 1 ? check.framework : null;
  const markdown = trainer ? ofTrainer(trainer, entry.key, entry.value) : check.framework === 'reasoner' ? ofPipeline(path) : null;
  if (markdown === null) return null;
  const range = { start: check.document.positionAt(entry.keyRange.start), end: check.document.positionAt(entry.keyRange.end) };
  return { contents: { kind: 'markdown', value: markdown }, range };
}

/** Trainer of the stage whose phase sets the field at `path`; null elsewhere. */
function trainerOfSet(root: ConfigNode | null, path: string[]): Trainer | null {
  if (path.length < 2 || specAt(path.slice(0, -1))?.kind !== 'fields') return null;
  return stagesOf(root).stages.find((stage) => stage.name === path[1])?.trainer ?? null;
}

/** The second key under targets and stages is a name of the user's own and has no description. */
function ofPipeline(path: string[]): string | null {
  const spec = path.length === 2 ? null : specAt(path);
  return spec ? keyMarkdown(path.at(-1) ?? '', spec) : null;
}

function ofTrainer(trainer: Trainer, key: string, value: ConfigNode): string | null {
  const spec = fieldOf(trainer, key);
  if (spec) return fieldMarkdown(spec, value);
  const flag = launchFlags().get(key.replaceAll('-', '_'));
  return flag ? flagMarkdown(key, flag.help) : null;
}
